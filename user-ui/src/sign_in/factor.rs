//! The step after the password: a second factor.

use contract::factors::FactorProof;
use contract::sign_in::SignIn;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui_kit::prelude::*;

use super::Flow;
use crate::problems::in_words;
use crate::words;

pub fn factor_step(flow: Flow, answer: SignIn) -> AnyView {
    let state = FactorState::default();
    let send = move |proof: FactorProof| {
        state.busy.set(true);
        spawn_local(async move {
            match flow.account.client().submit_factor(proof).await {
                Ok(answer) => flow.follow(answer).await,
                Err(error) if flow.divert(&error) => {}
                Err(error) => match error.problem() {
                    Some(problem) if !problem.errors.is_empty() => {
                        state.errors.try_set(FieldErrors::from(problem));
                    }
                    _ => {
                        state.message.try_set(Some(in_words(&error)));
                    }
                },
            }
            state.busy.try_set(false);
        });
    };
    view! {
        <SignInAs email=flow.account.email on_change=move || flow.not_you()/>
        <FactorForm host=flow.account.factors() place=FactorPlace::SignIn factors=answer.factors
            state=state verb=words::SIGN_IN on_proof=send/>
    }
    .into_any()
}
