//! The step that accepts the organization's own terms.

use contract::problem::ProblemType;
use contract::sign_in::SignIn;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui_kit::prelude::*;

use super::Flow;
use crate::api::api;
use crate::sending::Sending;
use crate::terms::ask_for_terms;
use crate::words::sign_in as words;

pub(super) fn accept_terms_step(flow: Flow, answer: SignIn) -> AnyView {
    let form = Sending::new();
    // The server sends the terms with this step.
    let Some(terms) = answer.terms else {
        return ().into_any();
    };
    let version = terms.version;
    let accept = move || {
        form.clear();
        form.busy.set(true);
        spawn_local(async move {
            match api().accept_terms(version).await {
                Ok(answer) => flow.follow(answer).await,
                // Another version was published while this one was read.
                Err(error) if error.is(ProblemType::Conflict) => {
                    match api().resume_sign_in().await {
                        Ok(answer) => flow.follow(answer).await,
                        Err(_) => flow.restart(Some(words::START_AGAIN)),
                    }
                }
                Err(error) if flow.takes(&error) => {}
                Err(error) => form.refuse(&error),
            }
            form.busy.try_set(false);
        });
    };
    view! {
        <SignInAs email=flow.email on_change=move || flow.not_you()/>
        {ask_for_terms(&terms, form, accept, move || flow.decline())}
    }
    .into_any()
}
