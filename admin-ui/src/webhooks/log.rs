//! The delivery log of webhooks.

use std::time::Duration;

use contract::ids::WebhookId;
use contract::page::Page as Items;
use contract::webhooks::{TEST_TYPE, Webhook, WebhookDelivery, WebhookDeliveryState};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use portal_kit::fetched::Fetched;
use ui_kit::prelude::*;

use super::{delivery, log_filters};
use crate::components::ListPage;
use crate::list::List;
use crate::words::{self as all, events, webhooks as words};

/// Delay before the log is loaded again after something was queued.
const SOON: Duration = Duration::from_secs(3);

/// The names of webhooks by their identifiers.
pub(super) type Webhooks = Fetched<Items<Webhook>>;

pub(super) fn view(
    deliveries: ListPage<WebhookDelivery>,
    webhooks: Webhooks,
    changed: RwSignal<u32>,
) -> AnyView {
    let list = deliveries.list;
    let refresh = move || deliveries.reload();
    Effect::new(move |before: Option<()>| {
        changed.track();
        if before.is_some() {
            set_timeout(refresh, SOON);
        }
    });
    let query = use_query_map();
    let open = Memo::new(move |_| query.with(|query| query.get("delivery")));
    let shown = Memo::new(move |_| {
        let id = open.get()?;
        let items = deliveries.items();
        items.into_iter().find(|one| one.id.to_string() == id)
    });
    let actions = move || {
        view! {
            <Button variant=ButtonVariant::Secondary icon=Icon::Refresh busy=deliveries.page.busy on_click=refresh>{all::REFRESH}</Button>
        }
    };
    view! {
        <Section title=words::LOG lead=words::LOG_LEAD actions=actions>
            {log_filters::view(list, webhooks)}
            {table(deliveries, webhooks)}
        </Section>
        {move || shown.get().map(|one| delivery::view(list, changed, one))}
    }
    .into_any()
}

fn table(deliveries: ListPage<WebhookDelivery>, webhooks: Webhooks) -> AnyView {
    let list = deliveries.list;
    let rows = move || {
        view! {
            <TableFrame label=words::LOG_LABEL busy=deliveries.page.busy>
                <thead><tr>
                    <th scope="col">{words::EVENT}</th>
                    <th scope="col">{words::WEBHOOK}</th>
                    <th scope="col" class="w8">{words::STATUS}</th>
                    <th scope="col" class="p3 end w8">{words::ATTEMPTS}</th>
                    <th scope="col" class="p2 w8">{words::CREATED}</th>
                </tr></thead>
                <tbody>
                    {move || deliveries.page.waiting().then(|| view! { <SkeletonRows columns=5 rows=6/> })}
                    <For each=move || deliveries.items()
                        key=move |one| (one.id, one.attempts, one.state.as_str(), list.now())
                        let:one>{row(list, webhooks, one)}</For>
                </tbody>
            </TableFrame>
        }
        .into_any()
    };
    deliveries.view(rows, move || nothing(list.filtered()))
}

fn nothing(filtered: bool) -> AnyView {
    let (title, text) = if filtered {
        (words::NO_MATCH_TITLE, words::NO_MATCH)
    } else {
        (words::LOG_EMPTY_TITLE, words::LOG_EMPTY)
    };
    view! { <Card><EmptyState icon=Icon::List title=title>{text}</EmptyState></Card> }.into_any()
}

/// The name of an event, or that it is a test.
pub(super) fn event(code: &str) -> String {
    match code {
        TEST_TYPE => words::TEST_EVENT.to_owned(),
        code => events::action(code),
    }
}

fn name_of(webhooks: Webhooks, id: WebhookId) -> String {
    let name = webhooks.value.with(|page| {
        let mut items = page.iter().flat_map(|page| &page.items);
        items.find(|one| one.id == id).map(|one| one.name.clone())
    });
    name.unwrap_or_else(|| words::DELETED_WEBHOOK.to_owned())
}

fn row(list: List, webhooks: Webhooks, one: WebhookDelivery) -> AnyView {
    let href = list.over_now("", &[("delivery", &one.id.to_string())]);
    let is_over = one.state == WebhookDeliveryState::Delivered;
    let error = one.last_error.clone().filter(|_| !is_over);
    let id = one.webhook_id;
    view! {
        <TableRow>
            <td class="main">
                <div class="two-lines">
                    <p class="clip wide"><a class="row-link" data-noscroll="" href=href>{event(&one.event)}</a></p>
                    {error.map(|error| view! { <p class="small danger-text clip wide">{error}</p> })}
                </div>
            </td>
            <td data-label=words::WEBHOOK><span class="clip">{move || name_of(webhooks, id)}</span></td>
            <td data-label=words::STATUS>{badge(&one)}</td>
            <td data-label=words::ATTEMPTS class="p3 end num muted">{one.attempts}</td>
            <td data-label=words::CREATED class="p2 muted"><RelativeTime at=one.created_at/></td>
        </TableRow>
    }
    .into_any()
}

/// The state of a delivery.
pub(super) fn badge(one: &WebhookDelivery) -> AnyView {
    let (tone, icon) = match one.state {
        WebhookDeliveryState::Queued if one.last_error.is_some() => (Tone::Warn, Icon::Clock),
        WebhookDeliveryState::Queued => (Tone::Info, Icon::Clock),
        WebhookDeliveryState::Delivered => (Tone::Ok, Icon::CheckCircle),
        WebhookDeliveryState::Failed => (Tone::Danger, Icon::Stop),
    };
    view! { <Badge tone=tone icon=icon text=words::state(one.state)/> }.into_any()
}
