//! The terms of the organization that the person has accepted, to read them again.

use contract::terms::MyTerms;
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::fetched::Fetched;
use portal_kit::me::Reload;
use portal_kit::terms::terms_text;
use ui_kit::prelude::*;

use crate::words::security as words;

/// The card; nothing if there are no terms to accept, or they could not be loaded.
pub(super) fn card(reload: Reload) -> AnyView {
    let mine = Fetched::<MyTerms>::new();
    reload.on(move || mine.load(async { api().my_terms().await }));
    (move || {
        let now = mine.value.get()?;
        let current = now.current?;
        let accepted = now.accepted.map(|accepted| {
            let (version, at) = (accepted.version, accepted.accepted_at);
            view! { <p>{move || words::accepted(version, &exact(at.into()))}</p> }
        });
        Some(view! {
            <Card title=words::TERMS icon=Icon::Info>
                <div class="stack">
                    {accepted}
                    {now.due.then(|| view! { <p>{words::TERMS_DUE}</p> })}
                    {terms_text(&current)}
                </div>
            </Card>
        })
    })
    .into_any()
}
