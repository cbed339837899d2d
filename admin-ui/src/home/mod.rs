//! Home: what needs attention, and recent events.

mod adoption;
mod attention;
mod first_steps;

use contract::events::Event;
use contract::filter::{ListFilter, UserFilter};
use contract::page::{ListQuery, Page as Items};
use contract::users::UserCounts;
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::failure;
use portal_kit::fetched::Fetched;
use rules::state::UserState;
use rules::status::PasswordStatus;
use ui_kit::prelude::*;

use crate::address::EVENTS;
use crate::components::activity;
use crate::session;
use crate::words::home as words;

/// The number of events shown.
const RECENT: u8 = 8;

/// The active users who have not set a password yet. Staged users have no password either, but have
/// not been sent an email.
fn invited_users() -> UserFilter {
    UserFilter {
        password_status: vec![PasswordStatus::Pending],
        state: vec![UserState::Active],
        ..UserFilter::default()
    }
}

/// The number of [`invited_users`].
async fn invited() -> Result<u64, client::Error> {
    Ok(api().users(&total_only(&invited_users())).await?.total)
}

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
    let counts = Fetched::<(UserCounts, u64)>::new();
    let recent = Fetched::<Items<Event>>::new();
    let load_counts = move || {
        counts.load(async {
            let counts = api().user_counts().await?;
            Ok((counts, invited().await?))
        })
    };
    let load_recent = move || {
        let query = ListQuery {
            limit: Some(RECENT),
            ..ListQuery::default()
        };
        recent.load(async move { api().events(&query).await });
    };
    load_counts();
    load_recent();
    let title = move || match session::me() {
        Some(me) => words::welcome(me.name.split_whitespace().next().unwrap_or(&me.name)),
        None => words::TITLE.to_owned(),
    };
    let lead = move || {
        counts
            .value
            .get()
            .map(|(counts, _)| words::lead(counts.total))
    };
    view! {
        <Page>
            <PageHeader title=title lead=Signal::derive(lead)/>
            {move || match (counts.value.get(), counts.failure.get()) {
                (Some((counts, invited)), _) => view! {
                    {(counts.total > 0).then(|| attention::view(counts, invited))}
                    {first_steps::view(counts.total)}
                    {(counts.total > 0).then(|| adoption::view(counts.mfa))}
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
