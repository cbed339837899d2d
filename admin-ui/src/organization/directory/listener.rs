//! Whether the server answers LDAP clients at all, which its operator decides.

use contract::server::ServerDetails;
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::fetched::Fetched;
use ui_kit::prelude::*;

use crate::words::directory as words;

/// What the operator has to do, or knows. Nothing until it is known; the settings can be saved anyway.
pub(super) fn view() -> AnyView {
    let server = Fetched::<ServerDetails>::new();
    server.load(async { api().server().await });
    let answers = Memo::new(move |_| {
        server
            .value
            .with(|server| server.as_ref().map(|server| server.ldap))
    });
    (move || {
        answers.get().map(|answers| {
            let (tone, text) = if answers {
                (Tone::Info, words::SERVER_ANSWERS)
            } else {
                (Tone::Warn, words::SERVER_REFUSES)
            };
            view! { <Notice tone=tone>{text}</Notice> }
        })
    })
    .into_any()
}
