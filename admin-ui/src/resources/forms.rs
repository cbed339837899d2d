//! The forms of networks and of hosts, once the groups to choose from are loaded.

use contract::groups::Group;
use contract::page::Page as Items;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use portal_kit::api::api;
use portal_kit::fetched::Fetched;
use rules::role::Permission;
use uuid::Uuid;

use crate::components::ListPage;
use crate::list::{List, one_page};
use crate::route::Panel;
use crate::session::may;

/// The form for the address over the list at `path`: `create` for a new item, `edit` for the one that has
/// its `id` in the address.
pub fn forms<T: Clone + PartialEq + Send + Sync + 'static>(
    of: ListPage<T>,
    path: &'static str,
    changed: RwSignal<u32>,
    id: fn(&T) -> Uuid,
    create: fn(List, RwSignal<u32>, &[Group]) -> AnyView,
    edit: fn(List, RwSignal<u32>, &[Group], T) -> AnyView,
) -> AnyView {
    let groups = Fetched::<Items<Group>>::new();
    Effect::new(move || {
        changed.track();
        of.track_reload();
        groups.load(async { api().groups(&one_page()).await });
    });
    let here = use_location().pathname;
    let panel = Memo::new(move |_| here.with(|here| Panel::of(here, path)));
    // Loaded again after a change, which must not replace an open form.
    let are_there = Memo::new(move |_| groups.value.with(Option::is_some));
    let ready = move || may(Permission::OrganizationWrite) && are_there.get();
    let creating = move || panel.get() == Panel::New && ready();
    let edited = Memo::new(move |_| {
        let Panel::One(open) = panel.get() else {
            return None;
        };
        of.items().into_iter().find(|one| id(one) == open)
    });
    let editing = move || edited.get().filter(|_| ready());
    let choices = move || {
        let page = groups.value.get_untracked();
        page.map(|page| page.items).unwrap_or_default()
    };
    view! {
        {move || creating().then(|| create(of.list, changed, &choices()))}
        {move || editing().map(|one| edit(of.list, changed, &choices(), one))}
    }
    .into_any()
}
