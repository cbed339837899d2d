//! Settings: Linux hosts.

mod asking;
mod create;
mod edit;
mod table;
mod typed;

use contract::groups::Group;
use contract::hosts::Host;
use contract::page::{ListQuery, Page as Items};
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use portal_kit::api::api;
use portal_kit::fetched::Fetched;
use rules::role::Permission;
use ui_kit::prelude::*;

use crate::address::HOSTS;
use crate::components::new_link;
use crate::list::List;
use crate::route::Panel;
use crate::session::may;
use crate::words::hosts as words;

/// As many as a list has on a page. Further ones can be chosen through the API.
const MOST: u8 = 100;

/// The Linux hosts tab.
#[component]
pub fn HostsSettings() -> AnyView {
    let list = List::new(HOSTS, "");
    let hosts = Fetched::<Items<Host>>::new();
    let groups = Fetched::<Items<Group>>::new();
    let changed = RwSignal::new(0_u32);
    let all = || ListQuery {
        limit: Some(MOST),
        ..ListQuery::default()
    };
    Effect::new(move || {
        changed.track();
        hosts.load(async move { api().hosts(&all()).await });
        groups.load(async move { api().groups(&all()).await });
    });
    let path = use_location().pathname;
    let panel = Memo::new(move |_| path.with(|path| Panel::of(path, HOSTS)));
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
        let page = hosts.value.get()?;
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
            {table::view(list, hosts, changed)}
        </Section>
        {move || creating().then(|| create::view(list, changed, &choices()))}
        {move || editing().map(|one| edit::view(list, changed, &choices(), one))}
    }
    .into_any()
}
