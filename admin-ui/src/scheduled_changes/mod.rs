//! The activations and suspensions that are due on a date.

mod actions;
mod table;

use leptos::prelude::*;
use portal_kit::api::api;
use ui_kit::prelude::*;

use crate::address::SCHEDULED_CHANGES;
use crate::components::ListPage;
use crate::list::List;
use crate::words::scheduled_changes as words;

use actions::ItemActions;

/// The list.
#[component]
pub fn ScheduledChangesPage() -> AnyView {
    let list = List::new(SCHEDULED_CHANGES, "at");
    let actions = ItemActions::new();
    let changes = ListPage::load(list, actions.changed, |query| async move {
        api().scheduled_changes(&query).await
    });
    view! {
        <Page>
            <PageHeader title=words::TITLE lead=words::LEAD/>
            {table::view(changes, actions)}
        </Page>
    }
    .into_any()
}
