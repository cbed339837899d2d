//! The accounts with one outcome.

use contract::previews::{AffectedAccount, AffectedQuery, PolicyOutcome};
use leptos::prelude::*;
use rules::account::AccountKind;
use rules::state::UserState;
use rules::time::Timestamp;
use ui_kit::prelude::*;

use super::{FIRST_BUTTON, Proposed};
use crate::address::{ADMINISTRATORS, USERS};
use crate::components::{LoadMoreList, keep_focus_near};
use crate::words::{affected as words, status};

/// Lines per page.
const LINES: u8 = 25;

/// The list. Names lead to the panel in another tab, so that the form stays as it is.
pub(super) fn view(proposed: Proposed, outcome: PolicyOutcome) -> AnyView {
    let proposed = StoredValue::new(proposed);
    let accounts = LoadMoreList::<AffectedAccount>::new(|| keep_focus_near(FIRST_BUTTON));
    let load = move |cursor: Option<String>| {
        let proposed = proposed.get_value();
        accounts.load(cursor, move |cursor| {
            proposed.accounts(AffectedQuery {
                outcome: Some(outcome),
                limit: Some(LINES),
                cursor,
            })
        });
    };
    load(None);
    view! {
        {accounts.lines(words::NONE_LEFT, move || load(None), move |one| line(one, outcome))}
        {accounts.more(None, load)}
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
