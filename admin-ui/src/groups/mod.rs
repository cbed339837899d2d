//! Groups: the list, and the panels over it.

mod actions;
mod add_members;
mod applications;
mod create;
mod details;
mod filter;
mod members;
mod membership;
mod panel;
mod search;
mod table;

use contract::ids::GroupId;
use leptos::prelude::*;
use portal_kit::api::api;
use rules::role::Permission;
use ui_kit::prelude::*;

use crate::address::GROUPS;
use crate::components::{ListPage, new_link, not_permitted, panel_over};
use crate::list::List;
use crate::route::Panel;
use crate::session::may;
use crate::words::groups as words;

pub use filter::GroupFilter;
pub use membership::{Membership, membership_line};
pub use search::{find, find_for, pick};

use actions::ItemActions;

/// The list, and the panel for the address.
#[component]
pub fn GroupsPage() -> AnyView {
    let list = List::new(GROUPS, "name");
    let actions = ItemActions::new();
    let groups = ListPage::load(list, actions.changed, |query| async move {
        api().groups(&query).await
    });
    let panel = panel_over(GROUPS);
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
            .page
            .value
            .with(|page| page.as_ref().map(|page| words::lead(page.total)))
    };
    let new = move || new_link(list, Permission::GroupsWrite, words::NEW);
    view! {
        <Page>
            <PageHeader title=words::TITLE lead=Signal::derive(lead) actions=new/>
            {table::view(groups, actions)}
        </Page>
        {over}
        {actions.question(list)}
    }
    .into_any()
}
