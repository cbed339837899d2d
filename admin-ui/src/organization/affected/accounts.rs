//! The accounts with one outcome.

use contract::organization::UpdateOrganization;
use contract::organization_preview::{
    AffectedAccount, AffectedAccounts, AffectedQuery, PolicyOutcome,
};
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::failure;
use portal_kit::fetched::Fetched;
use rules::account::AccountKind;
use rules::state::UserState;
use rules::time::Timestamp;
use ui_kit::prelude::*;

use super::FIRST_BUTTON;
use crate::address::{ADMINISTRATORS, USERS};
use crate::components::keep_focus_near;
use crate::words::{self as all, affected as words, status};

/// Lines per page.
const LINES: u8 = 25;

/// A page, and whether it is the first one.
#[derive(Clone)]
struct Loaded {
    first: bool,
    page: AffectedAccounts,
}

/// The list. Names lead to the panel in another tab, so that the form stays as it is.
pub(super) fn view(body: UpdateOrganization, outcome: PolicyOutcome) -> AnyView {
    let body = StoredValue::new(body);
    let found = Fetched::<Loaded>::new();
    let seen = RwSignal::new(Vec::<AffectedAccount>::new());
    let load = move |cursor: Option<String>| {
        let first = cursor.is_none();
        let query = AffectedQuery {
            outcome: Some(outcome),
            limit: Some(LINES),
            cursor,
        };
        let body = body.get_value();
        found.load(async move {
            let page = api().affected_accounts(&query, &body).await?;
            Ok(Loaded { first, page })
        });
    };
    load(None);
    Effect::new(move || {
        if let Some(one) = found.value.get() {
            seen.update(|seen| {
                if one.first {
                    seen.clear();
                }
                seen.extend(one.page.items);
            });
            // The button is gone after the last page.
            keep_focus_near(FIRST_BUTTON);
        }
    });
    let lines = move || match (found.waiting(), found.failure.get(), seen.get()) {
        (true, ..) => view! { <Skeleton lines=4/> }.into_any(),
        (_, Some(error), _) => failure::notice(&error, move || load(None)),
        (_, None, seen) if seen.is_empty() => {
            view! { <p class="muted">{words::NONE_LEFT}</p> }.into_any()
        }
        (_, None, seen) => {
            let lines = seen.into_iter().map(|one| line(one, outcome));
            view! { <ul class="log">{lines.collect_view()}</ul> }.into_any()
        }
    };
    let next = move || {
        found
            .value
            .with(|found| found.as_ref()?.page.next_cursor.clone())
    };
    let more = move || {
        next().map(|cursor| {
            let load = move || load(Some(cursor.clone()));
            view! {
                <div class="actions">
                    <Button small=true variant=ButtonVariant::Secondary busy=found.busy on_click=load>{all::MORE}</Button>
                </div>
            }
        })
    };
    view! {
        {lines}
        {more}
    }
    .into_any()
}

fn line(one: AffectedAccount, outcome: PolicyOutcome) -> AnyView {
    let (list, kind) = match one.kind {
        AccountKind::User => (USERS, None),
        AccountKind::Administrator => (ADMINISTRATORS, Some(words::ADMINISTRATOR)),
    };
    let href = format!("{list}/{}", one.id);
    let state = (one.state != UserState::Active).then(|| status::state(one.state));
    let date = date(&one, outcome).map(|(label, at)| {
        view! { <span>{label}" "<RelativeTime at=at/></span> }
    });
    view! {
        <li>
            <div class="grow">
                <p><TextLink href=href external=true>{one.name}</TextLink></p>
                <p class="facts">
                    <span>{one.email}</span>
                    {kind.map(|kind| view! { <span>{kind}</span> })}
                    {state.map(|state| view! { <span>{state}</span> })}
                    {date}
                </p>
            </div>
        </li>
    }
    .into_any()
}

/// The date that belongs to an outcome, if it has one.
fn date(one: &AffectedAccount, outcome: PolicyOutcome) -> Option<(&'static str, Timestamp)> {
    match outcome {
        PolicyOutcome::PasswordExpiresByDeadline
        | PolicyOutcome::PasswordExpiresSoon
        | PolicyOutcome::PasswordExpiresEarlier
        | PolicyOutcome::PasswordExpiresLater => Some((words::EXPIRES, one.password_expires_at?)),
        PolicyOutcome::MfaEnrollmentBegins => Some((words::SET_UP_BY, one.enroll_by?)),
        _ => None,
    }
}
