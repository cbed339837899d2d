//! Recent events of the account.

use contract::events::{Event, Outcome};
use contract::page::{ListQuery, Page};
use leptos::prelude::*;
use ui_kit::prelude::*;

use super::Reload;
use crate::api::api;
use crate::failure;
use crate::fetched::Fetched;
use crate::words::me as words;

/// Events per page.
const PAGE: u8 = 10;

/// The person's latest events.
#[component]
pub fn ActivityCard(
    /// Reloads the cards of the page.
    reload: Reload,
    /// Renders an event.
    line: fn(Event) -> AnyView,
) -> AnyView {
    let seen = RwSignal::new(Vec::<Event>::new());
    let page = Fetched::<Page<Event>>::new();
    let load = move |cursor: Option<String>| {
        let query = ListQuery {
            limit: Some(PAGE),
            cursor,
            ..ListQuery::default()
        };
        page.load(async move { api().my_activity(&query).await });
    };
    reload.on(move || {
        seen.set(Vec::new());
        load(None);
    });
    Effect::new(move || {
        if let Some(page) = page.value.get() {
            seen.update(|seen| seen.extend(page.items));
        }
    });
    let next = Memo::new(move |_| page.value.with(|page| page.as_ref()?.next_cursor.clone()));
    let more = move || load(next.get_untracked());
    let body = move || match (page.waiting(), seen.with(Vec::is_empty)) {
        (_, false) => {
            view! { <ul class="log">{seen.get().into_iter().map(line).collect_view()}</ul> }
                .into_any()
        }
        (true, true) => view! { <Skeleton lines=5/> }.into_any(),
        (false, true) => {
            let empty = page.failure.with(Option::is_none);
            empty
                .then(|| view! { <p class="muted">{words::NO_ACTIVITY}</p> })
                .into_any()
        }
    };
    let failed = move || {
        page.failure
            .get()
            .map(|error| failure::notice(&error, more))
    };
    let shown = move || {
        let total = page
            .value
            .with(|page| page.as_ref().map(|page| page.total))?;
        Some(words::shown(seen.with(Vec::len), total))
    };
    // Keep the same button, and its focus, while the list grows.
    let has_more = Memo::new(move |_| next.with(Option::is_some));
    let button = move || {
        has_more.get().then(|| {
            view! {
                <Button variant=ButtonVariant::Secondary busy=page.busy on_click=more>
                    {words::MORE}
                </Button>
            }
        })
    };
    view! {
        <Card title=words::ACTIVITY lead=words::ACTIVITY_LEAD icon=Icon::List>
            {body}
            {failed}
            <div class="row between">
                <span class="muted small num" role="status">{shown}</span>
                {button}
            </div>
        </Card>
    }
    .into_any()
}

/// An event of a list: what happened, then who did it and from where. `href` is the page with all of
/// its details, if there is one.
pub fn event_line(
    event: Event,
    what: String,
    who: Option<String>,
    href: Option<String>,
) -> AnyView {
    let class = match event.outcome {
        Outcome::Failure => "line-icon warn",
        Outcome::Success => "line-icon",
    };
    let what = match href {
        Some(href) => view! { <a class="row-link" href=href>{what}</a> }.into_any(),
        None => what.into_any(),
    };
    view! {
        <li>
            <span class=class><Glyph icon=event_icon(&event)/></span>
            <div class="grow">
                <p class="strong">{what}</p>
                <p class="facts">
                    {who.map(|who| view! { <span>{who}</span> })}
                    {event.device.map(|device| view! { <span>{device}</span> })}
                    {event.address.map(|address| view! { <span class="mono">{address}</span> })}
                </p>
            </div>
            <RelativeTime at=event.at/>
        </li>
    }
    .into_any()
}

/// The icon for the subject of an event, or for a failure.
pub fn event_icon(event: &Event) -> Icon {
    if event.outcome == Outcome::Failure {
        return Icon::Alert;
    }
    match event.action.split('.').next().unwrap_or_default() {
        "user" | "profile" => Icon::User,
        "group" => Icon::Group,
        "application" => Icon::Grid,
        "administrator" => Icon::ShieldUser,
        "sign_in" | "session" | "link" => Icon::Key,
        "password" | "account" => Icon::Lock,
        "api_key" => Icon::Key,
        "factor" | "factors" | "recovery_code" | "recovery_codes" | "mfa" => Icon::Shield,
        "mail" | "recovery_email" => Icon::Mail,
        "organization" => Icon::Building,
        _ => Icon::List,
    }
}
