//! Settings: network access.

mod asking;
mod create;
mod edit;
mod table;
mod typed;

use contract::groups::Group;
use contract::page::{ListQuery, Page as Items};
use contract::radius::RadiusClient;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use portal_kit::api::api;
use portal_kit::fetched::Fetched;
use rules::role::Permission;
use ui_kit::prelude::*;

use crate::address::NETWORK_ACCESS;
use crate::components::new_link;
use crate::list::List;
use crate::route::Panel;
use crate::session::may;
use crate::words::radius as words;

/// As many as a list has on a page. Further ones can be chosen through the API.
const MOST: u8 = 100;

/// The network access tab.
#[component]
pub fn NetworkSettings() -> AnyView {
    let list = List::new(NETWORK_ACCESS, "");
    let clients = Fetched::<Items<RadiusClient>>::new();
    let groups = Fetched::<Items<Group>>::new();
    let changed = RwSignal::new(0_u32);
    let all = || ListQuery {
        limit: Some(MOST),
        ..ListQuery::default()
    };
    Effect::new(move || {
        changed.track();
        clients.load(async move { api().radius_clients(&all()).await });
        groups.load(async move { api().groups(&all()).await });
    });
    let path = use_location().pathname;
    let panel = Memo::new(move |_| path.with(|path| Panel::of(path, NETWORK_ACCESS)));
    // Loaded again after a change, which must not replace an open form.
    let are_there = Memo::new(move |_| groups.value.with(Option::is_some));
    let creating = move || {
        let may = panel.get() == Panel::New && may(Permission::OrganizationWrite);
        may && are_there.get()
    };
    let edited = Memo::new(move |_| {
        let Panel::One(id) = panel.get() else {
            return None;
        };
        let page = clients.value.get()?;
        page.items.into_iter().find(|one| one.id.0 == id)
    });
    let editing = move || {
        let may = may(Permission::OrganizationWrite) && are_there.get();
        edited.get().filter(|_| may)
    };
    let choices = move || {
        let page = groups.value.get_untracked();
        page.map(|page| page.items).unwrap_or_default()
    };
    let actions = move || new_link(list, Permission::OrganizationWrite, words::NEW);
    view! {
        <Section title=words::TITLE lead=words::LEAD actions=actions>
            {table::view(list, clients, changed)}
        </Section>
        {move || creating().then(|| create::view(list, changed, &choices()))}
        {move || editing().map(|one| edit::view(list, changed, &choices(), one))}
    }
    .into_any()
}
