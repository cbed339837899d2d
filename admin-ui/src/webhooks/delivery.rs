//! One delivery with what was sent and answered.

use contract::webhooks::{WebhookDelivery, WebhookDeliveryState};
use leptos::prelude::*;
use portal_kit::api::{api, run};
use portal_kit::failure;
use rules::role::Permission;
use ui_kit::prelude::*;

use super::log::{badge, event};
use crate::components::Facts;
use crate::list::List;
use crate::session::may;
use crate::words::{self as all, webhooks as words};

pub(super) fn view(list: List, changed: RwSignal<u32>, one: WebhookDelivery) -> AnyView {
    let busy = RwSignal::new(false);
    let id = one.id;
    let replay = move || {
        busy.set(true);
        run(
            async move { api().replay_webhook_delivery(id).await },
            move |answer| {
                busy.try_set(false);
                match answer {
                    Ok(_) => use_toasts().ok(words::REPLAYED),
                    Err(error) => failure::toast(&error),
                }
                changed.try_update(|n| *n += 1);
            },
        );
    };
    let is_over = one.state != WebhookDeliveryState::Queued;
    let may_replay = is_over && may(Permission::OrganizationWrite);
    let foot = move || {
        view! {
            <DrawerCancel>{all::CLOSE}</DrawerCancel>
            {may_replay.then(|| view! {
                <Button icon=Icon::Refresh busy=busy on_click=replay>{words::REPLAY}</Button>
            })}
        }
    };
    let title = event(&one.event);
    let at = one.created_at;
    let of = one.clone();
    let head = move || view! { {badge(&of)}<span><ExactTime at=at/></span> };
    let status = one.response_status.map(|status| status.to_string());
    let facts = vec![
        (words::RESPONSE, status.unwrap_or_default()),
        (
            words::LAST_ERROR,
            one.last_error.clone().unwrap_or_default(),
        ),
        (words::ATTEMPTS, one.attempts.to_string()),
        (
            words::NEXT_ATTEMPT,
            one.next_attempt_at
                .map(|at| exact(at.into()))
                .unwrap_or_default(),
        ),
        (
            words::DELIVERED,
            one.delivered_at
                .map(|at| exact(at.into()))
                .unwrap_or_default(),
        ),
        (words::IDENTIFIER, one.id.to_string()),
    ];
    let answer = one.response_body.filter(|body| !body.is_empty());
    view! {
        <Drawer title=title head=head foot=foot on_close=move || list.close()>
            <div class="stack">
                <Facts facts=facts/>
                {text(words::SENT_BODY, one.body)}
                {answer.map(|body| text(words::RESPONSE_BODY, body))}
            </div>
        </Drawer>
    }
    .into_any()
}

fn text(title: &'static str, content: String) -> AnyView {
    view! {
        <Section title=title>
            <pre class="mail-text" role="group" tabindex="0" aria-label=title>{content}</pre>
        </Section>
    }
    .into_any()
}
