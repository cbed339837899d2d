//! Users: the list, and the panels over it.

mod actions;
mod activation_address;
mod attribute_filters;
mod attributes;
mod bulk;
mod bulk_csv;
mod column_chooser;
mod column_dialog;
mod columns;
mod create;
mod draft;
mod export_columns;
mod lock;
mod panel;
mod schedule;
mod sort_menu;
mod table;
mod temporary_password;
mod toolbar;
mod typed_filter;
mod user_dialog;
mod view_dialogs;
mod views;

use contract::exports::ExportQuery;
use contract::ids::UserId;
use contract::users::UserCounts;
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::fetched::Fetched;
use rules::role::Permission;
use ui_kit::prelude::*;

use crate::address::{BULK_JOBS, IMPORTS, SCHEDULED_CHANGES, USERS};
use crate::components::{
    Exported, ListPage, export_button, export_dialog, new_link, not_permitted, panel_over,
};
use crate::list::List;
use crate::route::Panel;
use crate::session::may;
use crate::words::{bulk_jobs, scheduled_changes, users as words};

pub use actions::{UserAction, act_when_open};
pub use panel::{resend_verification, sessions_address};

use actions::ItemActions;
use export_columns::Exporting;

/// The list, and the panel for the address.
#[component]
pub fn UsersPage() -> AnyView {
    let list = List::new(USERS, "name");
    let counts = Fetched::<UserCounts>::new();
    let attributes = columns::Definitions::new();
    attributes.load(async { api().user_attributes().await });
    let actions = ItemActions::new();
    let bulk = bulk::Bulk::new(list);
    let users = ListPage::load(list, actions.changed, |query| async move {
        api().users(&query).await
    });
    Effect::new(move || {
        actions.changed.track();
        users.track_reload();
        counts.load(async { api().user_counts().await });
    });
    let panel = panel_over(USERS);
    let found = users.page.value;
    let over = move || match panel.get() {
        Panel::Closed => ().into_any(),
        Panel::New if !may(Permission::UsersWrite) => not_permitted(list),
        Panel::New => view! { <create::CreatePanel list=list actions=actions/> }.into_any(),
        Panel::One(id) => {
            view! { <panel::UserPanel id=UserId(id) list=list page=found actions=actions/> }
                .into_any()
        }
    };
    let total =
        Signal::derive(move || found.with(|page| page.as_ref().map_or(0, |page| page.total)));
    let lead = move || {
        let all = counts.value.get()?.total;
        let shown = list.narrowed().then(|| total.get());
        Some(words::lead(shown, all))
    };
    let exporting = RwSignal::new(false);
    let columns = Exporting::new(list, attributes, exporting);
    let exported = Exported {
        one: "user",
        many: "users",
        total,
        columns: Some(columns.asked()),
    };
    let export = export_dialog(exporting, list, exported, move |query| {
        let query = ExportQuery {
            columns: columns.names(),
            ..query
        };
        async move { api().export_users(&query).await }
    });
    let act = move || {
        view! {
            {export_button(exporting)}
            <LinkButton href=BULK_JOBS variant=ButtonVariant::Secondary icon=Icon::List>{bulk_jobs::LINK}</LinkButton>
            <LinkButton href=SCHEDULED_CHANGES variant=ButtonVariant::Secondary icon=Icon::Calendar>{scheduled_changes::LINK}</LinkButton>
            {may(Permission::UsersWrite).then(|| view! {
                <LinkButton href=IMPORTS variant=ButtonVariant::Secondary icon=Icon::Upload>{words::IMPORT}</LinkButton>
            })}
            {new_link(list, Permission::UsersWrite, words::NEW)}
        }
        .into_any()
    };
    view! {
        <Page>
            <PageHeader title=words::TITLE lead=Signal::derive(lead) actions=act/>
            {toolbar::view(list, counts.value, (actions.changed, attributes))}
            {bulk::bar(bulk, list, total)}
            {table::view(users, attributes, (actions, bulk))}
        </Page>
        {over}
        {export}
        {actions.question(list)}
        {bulk::dialog(bulk, actions)}
        {may(Permission::UsersWrite).then(|| view! {
            {activation_address::view(actions)}
            {lock::view(actions)}
            {schedule::view(actions)}
        })}
        {temporary_password::view(actions)}
    }
    .into_any()
}
