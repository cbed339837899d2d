//! Settings: webhooks and their delivery log.

mod asking;
mod create;
mod delivery;
mod edit;
mod log;
mod log_filters;
mod row_actions;
mod table;
mod typed;

use contract::page::ListQuery;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use portal_kit::api::api;
use rules::role::Permission;
use ui_kit::prelude::*;

use crate::address::WEBHOOKS;
use crate::components::{ListPage, new_link};
use crate::list::List;
use crate::route::Panel;
use crate::session::may;
use crate::words::webhooks as words;

/// The webhooks tab.
#[component]
pub fn WebhooksSettings() -> AnyView {
    // The address has the state of the log.
    let list = List::new(WEBHOOKS, "");
    let changed = RwSignal::new(0_u32);
    let webhooks = ListPage::load_all(list, changed, || async {
        api().webhooks(&ListQuery::default()).await
    });
    let deliveries = ListPage::load(list, changed, |query| async move {
        api().webhook_deliveries(&query).await
    });
    let path = use_location().pathname;
    let panel = Memo::new(move |_| path.with(|path| Panel::of(path, WEBHOOKS)));
    let creating = move || panel.get() == Panel::New && may(Permission::OrganizationWrite);
    let edited = Memo::new(move |_| {
        let Panel::One(id) = panel.get() else {
            return None;
        };
        webhooks.items().into_iter().find(|one| one.id.0 == id)
    });
    let editing = move || edited.get().filter(|_| may(Permission::OrganizationWrite));
    let actions = move || new_link(list, Permission::OrganizationWrite, words::NEW);
    view! {
        <Section title=words::TITLE lead=words::LEAD actions=actions>
            {table::view(webhooks, changed)}
        </Section>
        {log::view(deliveries, webhooks.page, changed)}
        {move || creating().then(|| view! { <create::CreatePanel list=list changed=changed/> })}
        {move || editing().map(|one| edit::view(list, changed, one))}
    }
    .into_any()
}
