//! Settings: Linux hosts.

mod create;
mod edit;
mod table;
mod typed;

use leptos::prelude::*;
use portal_kit::api::api;
use rules::role::Permission;
use ui_kit::prelude::*;

use crate::address::HOSTS;
use crate::components::{ListPage, new_link};
use crate::list::{List, one_page};
use crate::resources;
use crate::words::hosts as words;

/// The Linux hosts tab.
#[component]
pub fn HostsSettings() -> AnyView {
    let list = List::new(HOSTS, "");
    let changed = RwSignal::new(0_u32);
    let hosts = ListPage::load_all(list, changed, || async { api().hosts(&one_page()).await });
    let actions = move || new_link(list, Permission::OrganizationWrite, words::NEW);
    view! {
        <Section title=words::TITLE lead=words::LEAD actions=actions>
            {resources::table(hosts, changed)}
        </Section>
        {resources::forms(hosts, HOSTS, changed, |one| one.id.0, create::view, edit::view)}
    }
    .into_any()
}
