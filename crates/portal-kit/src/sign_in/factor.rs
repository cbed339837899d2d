//! The MFA step, after the password.

use contract::factors::FactorProof;
use contract::sign_in::SignIn;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui_kit::prelude::*;

use super::Flow;
use crate::api::api;
use crate::factors::{FactorForm, FactorPurpose};
use crate::sending::Sending;
use crate::words::sign_in as words;

pub(super) fn factor_step(flow: Flow, answer: SignIn) -> AnyView {
    let form = Sending::new();
    let send = move |proof: FactorProof| {
        form.busy.set(true);
        spawn_local(async move {
            match api().submit_factor(proof).await {
                Ok(answer) => flow.follow(answer).await,
                Err(error) if flow.takes(&error) => {}
                Err(error) => form.refuse(&error),
            }
            form.busy.try_set(false);
        });
    };
    view! {
        <SignInAs email=flow.email on_change=move || flow.not_you()/>
        <FactorForm purpose=FactorPurpose::SignIn factors=answer.factors form=form
            verb=words::SIGN_IN on_proof=send/>
    }
    .into_any()
}
