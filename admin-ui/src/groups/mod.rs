//! Groups: the list, and the panels over it.

mod actions;
mod add_members;
mod create;
mod details;
mod members;
mod membership;
mod panel;
mod search;
mod table;

use contract::groups::Group;
use contract::ids::GroupId;
use contract::page::Page as Items;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use portal_kit::api::api;
use portal_kit::fetched::Fetched;
use rules::role::Permission;
use ui_kit::prelude::*;

use crate::address::GROUPS;
use crate::components::{focus_row, keep_row, not_permitted};
use crate::list::List;
use crate::route::Panel;
use crate::session::may;
use crate::words::groups as words;

pub use membership::{Membership, membership_line};
pub use search::{find, find_for, pick};

use actions::AccountActions;

/// The list, and the panel for the address.
#[component]
pub fn GroupsPage() -> AnyView {
    let list = List::new(GROUPS, "name");
    let groups = Fetched::<Items<Group>>::new();
    let actions = AccountActions::new();
    let again = RwSignal::new(0_u32);
    Effect::new(move || {
        actions.changed.track();
        again.track();
        let request = list.request();
        groups.load(async move {
            let page = api().groups(&request).await;
            keep_row();
            page
        });
    });
    let path = use_location().pathname;
    let panel = Memo::new(move |_| path.with(|path| Panel::of(path, GROUPS)));
    Effect::new(move |before: Option<Panel>| {
        let now = panel.get();
        if let (Some(Panel::One(id)), Panel::Closed) = (before, now) {
            focus_row(format!("{GROUPS}/{id}"));
        }
        now
    });
    let over = move || match panel.get() {
        Panel::Closed => ().into_any(),
        Panel::New if !may(Permission::GroupsWrite) => not_permitted(list),
        Panel::New => view! { <create::CreatePanel list=list actions=actions/> }.into_any(),
        Panel::One(id) => {
            view! { <panel::GroupPanel id=GroupId(id) list=list actions=actions/> }.into_any()
        }
    };
    let lead = move || {
        groups
            .value
            .with(|page| page.as_ref().map(|page| words::lead(page.total)))
    };
    let new = move || {
        let href = Signal::derive(move || list.over("new", &[]));
        may(Permission::GroupsWrite)
            .then(|| view! { <LinkButton href=href icon=Icon::Plus>{words::NEW}</LinkButton> })
    };
    view! {
        <Page>
            <PageHeader title=words::TITLE lead=Signal::derive(lead) actions=new/>
            {table::view(list, groups, actions, move || again.update(|n| *n += 1))}
        </Page>
        {over}
        {actions.question(list)}
    }
    .into_any()
}
