//! Settings: network access.

mod create;
mod edit;
mod table;
mod typed;

use leptos::prelude::*;
use portal_kit::api::api;
use rules::role::Permission;
use ui_kit::prelude::*;

use crate::address::NETWORK_ACCESS;
use crate::components::{ListPage, new_link};
use crate::list::{List, one_page};
use crate::resources;
use crate::words::radius as words;

/// The network access tab.
#[component]
pub fn NetworkSettings() -> AnyView {
    let list = List::new(NETWORK_ACCESS, "");
    let changed = RwSignal::new(0_u32);
    let clients = ListPage::load_all(list, changed, || async {
        api().radius_clients(&one_page()).await
    });
    let actions = move || new_link(list, Permission::OrganizationWrite, words::NEW);
    view! {
        <Section title=words::TITLE lead=words::LEAD actions=actions>
            {resources::table(clients, changed)}
        </Section>
        {resources::forms(clients, NETWORK_ACCESS, changed, |one| one.id.0, create::view, edit::view)}
    }
    .into_any()
}
