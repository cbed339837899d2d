//! The step after the password: a second factor.

use contract::factors::FactorProof;
use contract::sign_in::SignIn;
use leptos::prelude::*;
use ui_kit::prelude::*;

use super::Steps;
use super::email::foot;
use super::password::diverted;
use crate::api::{api, run};
use crate::failure::explain;
use crate::session;
use crate::words::{PRODUCT, sign_in as words};

pub(super) fn view(steps: Steps, sign_in: SignIn) -> AnyView {
    let state = FactorState::default();
    let email = Signal::stored(sign_in.email.clone());
    let send = move |proof: FactorProof| {
        state.busy.set(true);
        run(
            async move { api().submit_factor(proof).await },
            move |answer| {
                state.busy.try_set(false);
                match answer {
                    Ok(sign_in) => steps.advance(sign_in),
                    Err(error) if diverted(steps, &email.get_untracked(), &error) => {}
                    Err(error) => match error.problem() {
                        Some(problem) if !problem.errors.is_empty() => {
                            state.errors.try_set(FieldErrors::from(problem));
                        }
                        _ => {
                            state.message.try_set(Some(explain(&error)));
                        }
                    },
                }
            },
        );
    };
    view! {
        <SignInShell name=PRODUCT title=words::FACTOR_TITLE foot=foot>
            <SignInAs email=email on_change=move || steps.restart()/>
            <FactorForm host=session::factors() place=FactorPlace::SignIn factors=sign_in.factors
                state=state verb=words::SIGN_IN on_proof=send/>
        </SignInShell>
    }
    .into_any()
}
