//! The organization's own terms, which a person accepts before an application opens.

use contract::problem::ProblemType;
use contract::terms::MyTerms;
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::fetched::Fetched;
use portal_kit::sending::Sending;
use portal_kit::terms::ask_for_terms;
use portal_kit::{failure, session};
use ui_kit::prelude::*;

use crate::words::continuing as words;

/// Asks the person to accept the terms. `accepted` runs once they have.
pub fn ask(accepted: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    let mine = Fetched::<MyTerms>::new();
    let load = move || mine.load(async { api().my_terms().await });
    load();
    (move || match (mine.value.get(), mine.failure.get()) {
        (Some(now), _) => match now.current.filter(|_| now.due) {
            Some(terms) => {
                let form = Sending::new();
                let version = terms.version;
                let accept = move || {
                    form.send_or(
                        async move { api().accept_my_terms(version).await },
                        move |error| {
                            // Another version was published while this one was read.
                            let changed = error.is(ProblemType::Conflict);
                            if changed {
                                load();
                            }
                            changed
                        },
                        move |_| accepted(),
                    );
                };
                ask_for_terms(&terms, form, accept, session::sign_out)
            }
            // They were accepted in another tab, or are not required anymore.
            None => view! { <Button on_click=accepted>{words::CONTINUE}</Button> }.into_any(),
        },
        (None, Some(error)) => failure::notice(&error, load),
        (None, None) => view! { <Spinner label=words::OPENING/> }.into_any(),
    })
    .into_any()
}
