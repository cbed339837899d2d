//! Settings: webhooks and their delivery log.

mod asking;
mod create;
mod delivery;
mod log;
mod row_actions;
mod table;

use contract::page::{ListQuery, Page as Items};
use contract::webhooks::Webhook;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use portal_kit::api::api;
use portal_kit::fetched::Fetched;
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
    // The address has the state of the log. The webhooks are few.
    let list = List::new(WEBHOOKS, "");
    let webhooks = Fetched::<Items<Webhook>>::new();
    let changed = RwSignal::new(0_u32);
    Effect::new(move || {
        changed.track();
        webhooks.load(async move { api().webhooks(&ListQuery::default()).await });
    });
    let deliveries = ListPage::load(list, changed, |query| async move {
        api().webhook_deliveries(&query).await
    });
    let path = use_location().pathname;
    let panel = Memo::new(move |_| path.with(|path| Panel::of(path, WEBHOOKS)));
    let creating = move || panel.get() == Panel::New && may(Permission::OrganizationWrite);
    let actions = move || new_link(list, Permission::OrganizationWrite, words::NEW);
    view! {
        <Section title=words::TITLE lead=words::LEAD actions=actions>
            {table::view(list, webhooks, changed)}
        </Section>
        {log::view(deliveries, webhooks, changed)}
        {move || creating().then(|| view! { <create::CreatePanel list=list changed=changed/> })}
    }
    .into_any()
}
