//! Home: what needs attention, what happened over time, and recent events.

mod adoption;
mod api_keys;
mod attention;
mod chart;
mod first_steps;
mod trends;

use contract::events::Event;
use contract::filter::ListFilter;
use contract::page::{ListQuery, Page as Items};
use contract::reports::HomeReport;
use contract::users::UserCounts;
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::failure;
use portal_kit::fetched::Fetched;
use ui_kit::prelude::*;

use crate::address::EVENTS;
use crate::components::activity;
use crate::session;
use crate::words::home as words;

/// The number of events shown.
const RECENT: u8 = 8;

/// Requests only the number of items that match a filter.
fn total_only(filter: &impl ListFilter) -> ListQuery {
    ListQuery {
        limit: Some(1),
        filter: Some(filter.to_string()),
        ..ListQuery::default()
    }
}

/// The home page.
#[component]
pub fn HomePage() -> AnyView {
    let counts = Fetched::<UserCounts>::new();
    let invited = Fetched::<u64>::new();
    let failed = Fetched::<u64>::new();
    let report = Fetched::<HomeReport>::new();
    let recent = Fetched::<Items<Event>>::new();
    let load_counts = move || {
        counts.load(async { api().user_counts().await });
        let query = total_only(&attention::invited_users());
        invited.load(async move { Ok(api().users(&query).await?.total) });
        let query = total_only(&attention::failed_emails());
        failed.load(async move { Ok(api().mail_deliveries(&query).await?.total) });
    };
    let loaded = move || {
        Some((
            counts.value.get()?,
            invited.value.get()?,
            failed.value.get()?,
        ))
    };
    let failure = move || {
        let failures = [counts.failure, invited.failure, failed.failure];
        failures.into_iter().find_map(|failure| failure.get())
    };
    let load_report = move || report.load(async { api().home_report().await });
    let reported = move |counts: UserCounts| match (report.value.get(), report.failure.get()) {
        (Some(report), _) => view! {
            {first_steps::view(report.open_steps.as_deref().unwrap_or_default(), counts.total)}
            {(counts.total > 0).then(|| trends::view(&report, counts.mfa))}
        }
        .into_any(),
        (None, Some(error)) => failure::notice(&error, load_report),
        (None, None) => view! { <Skeleton lines=6/> }.into_any(),
    };
    let load_recent = move || {
        let query = ListQuery {
            limit: Some(RECENT),
            ..ListQuery::default()
        };
        recent.load(async move { api().events(&query).await });
    };
    load_counts();
    load_report();
    load_recent();
    let title = move || match session::me() {
        Some(me) => words::welcome(me.name.split_whitespace().next().unwrap_or(&me.name)),
        None => words::TITLE.to_owned(),
    };
    let lead = move || counts.value.get().map(|counts| words::lead(counts.total));
    view! {
        <Page>
            <PageHeader title=title lead=Signal::derive(lead)/>
            {move || match (loaded(), failure()) {
                (Some((counts, invited, failed)), _) => view! {
                    {(counts.total + failed > 0).then(|| attention::view(counts, invited, failed))}
                    {api_keys::view()}
                    {move || reported(counts)}
                }
                .into_any(),
                (None, Some(error)) => failure::notice(&error, load_counts),
                (None, None) => view! { <Skeleton lines=3/> }.into_any(),
            }}
            <Card title=words::RECENT actions=|| view! { <TextLink href=EVENTS>{words::ALL_EVENTS}</TextLink> }>
                {move || match (recent.value.get(), recent.failure.get()) {
                    (Some(page), _) if page.items.is_empty() => view! { <p class="muted">{words::NO_EVENTS}</p> }.into_any(),
                    (Some(page), _) => activity(page.items),
                    (None, Some(error)) => failure::notice(&error, load_recent),
                    (None, None) => view! { <Skeleton lines=6/> }.into_any(),
                }}
            </Card>
        </Page>
    }
    .into_any()
}
