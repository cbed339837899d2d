//! The start page: the applications, and the remaining setup steps.

mod cards;
mod checklist;
mod details;
mod open;
mod sections;
mod tab;

use leptos::prelude::*;
use ui_kit::prelude::*;

use crate::account;
use crate::words::applications;

pub use open::why;
pub use tab::is_page;

/// The applications that the user may open, and a checklist until everything is set up.
#[component]
pub fn ApplicationsPage() -> AnyView {
    let first_name = account::part(|me| {
        let called = me.profile.first_name.as_deref().unwrap_or(&me.name);
        called
            .split_whitespace()
            .next()
            .unwrap_or_default()
            .to_owned()
    });
    view! {
        <Page>
            <PageHeader title=Signal::derive(move || applications::hello(&first_name.get()))/>
            {checklist::view()}
            {cards::view()}
        </Page>
    }
    .into_any()
}
