//! Administrators: the list, and the panels over it.

mod actions;
mod invite;
mod keys;
mod panel;
mod table;

use contract::ids::AdministratorId;
use leptos::prelude::*;
use portal_kit::api::api;
use rules::role::Permission;
use ui_kit::prelude::*;

use crate::address::ADMINISTRATORS;
use crate::components::{
    Exported, ListPage, export_button, export_dialog, new_link, not_permitted, panel_over,
};
use crate::list::List;
use crate::route::Panel;
use crate::session::may;
use crate::words::administrators as words;

use actions::ItemActions;

/// The list, and the panel for the address.
#[component]
pub fn AdministratorsPage() -> AnyView {
    let list = List::new(ADMINISTRATORS, "name");
    let actions = ItemActions::new();
    let all = ListPage::load(list, actions.changed, |query| async move {
        api().administrators(&query).await
    });
    let panel = panel_over(ADMINISTRATORS);
    let over = move || match panel.get() {
        Panel::Closed => ().into_any(),
        Panel::New if !may(Permission::AdministratorsWrite) => not_permitted(list),
        Panel::New => view! { <invite::InvitePanel list=list actions=actions/> }.into_any(),
        Panel::One(id) => {
            view! { <panel::AdministratorPanel id=AdministratorId(id) list=list actions=actions/> }
                .into_any()
        }
    };
    let exporting = RwSignal::new(false);
    let found = all.page.value;
    let exported = Exported {
        one: "administrator",
        many: "administrators",
        total: Signal::derive(move || {
            found.with(|page| page.as_ref().map_or(0, |page| page.total))
        }),
        columns: None,
    };
    let export = export_dialog(exporting, list, exported, |query| async move {
        api().export_administrators(&query).await
    });
    let act = move || {
        view! {
            {export_button(exporting)}
            {new_link(list, Permission::AdministratorsWrite, words::INVITE)}
        }
    };
    view! {
        <Page>
            <PageHeader title=words::TITLE lead=words::LEAD actions=act/>
            {table::view(all, actions)}
        </Page>
        {over}
        {export}
        {actions.question(list)}
    }
    .into_any()
}
