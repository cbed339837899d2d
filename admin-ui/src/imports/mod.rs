//! Imports of users: the list, and the panels over it.

mod actions;
mod mapping;
mod panel;
mod rows;
mod table;
mod upload;

use contract::ids::ImportId;
use leptos::prelude::*;
use portal_kit::api::api;
use rules::role::Permission;
use ui_kit::prelude::*;

use crate::address::IMPORTS;
use crate::components::{ListPage, new_link, not_permitted, panel_over};
use crate::list::List;
use crate::route::Panel;
use crate::session::may;
use crate::words::imports as words;

use actions::ItemActions;

/// The list, and the panel for the address.
#[component]
pub fn ImportsPage() -> AnyView {
    let list = List::new(IMPORTS, "");
    let actions = ItemActions::new();
    let imports = ListPage::load(list, actions.changed, |query| async move {
        api().imports(&query).await
    });
    let panel = panel_over(IMPORTS);
    let over = move || match panel.get() {
        Panel::Closed => ().into_any(),
        Panel::New if !may(Permission::UsersWrite) => not_permitted(list),
        Panel::New => view! { <upload::UploadPanel list=list changed=actions.changed/> }.into_any(),
        Panel::One(id) => {
            view! { <panel::ImportPanel id=ImportId(id) list=list actions=actions/> }.into_any()
        }
    };
    let new = move || new_link(list, Permission::UsersWrite, words::NEW);
    view! {
        <Page>
            <PageHeader title=words::TITLE lead=words::LEAD actions=new/>
            {table::view(imports, actions)}
        </Page>
        {over}
        {actions.question(list)}
    }
    .into_any()
}
