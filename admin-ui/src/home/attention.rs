//! Numbers of users who may need help, with links to the lists.

use contract::filter::UserFilter;
use contract::users::UserCounts;
use leptos::prelude::*;
use rules::state::UserState;
use rules::status::PasswordStatus;
use ui_kit::prelude::*;

use super::invited_users;
use crate::address::{self, USERS};
use crate::words::home as words;

/// `invited` is the number of active users without a password.
pub(super) fn view(counts: UserCounts, invited: u64) -> AnyView {
    let with_password = |status| UserFilter {
        password_status: vec![status],
        ..UserFilter::default()
    };
    let statuses = counts.password_statuses;
    let numbers = [
        (
            words::LOCKED,
            words::LOCKED_NOTE,
            statuses.locked,
            Tone::Danger,
            with_password(PasswordStatus::Locked),
        ),
        (
            words::EXPIRED,
            words::EXPIRED_NOTE,
            statuses.expired,
            Tone::Warn,
            with_password(PasswordStatus::Expired),
        ),
        (
            words::PENDING,
            words::PENDING_NOTE,
            invited,
            Tone::Info,
            invited_users(),
        ),
        (
            words::STAGED,
            words::STAGED_NOTE,
            counts.states.staged,
            Tone::Info,
            UserFilter {
                state: vec![UserState::Staged],
                ..UserFilter::default()
            },
        ),
    ];
    let shown = numbers.into_iter().filter(|(_, _, count, ..)| *count > 0);
    let stats = shown
        .map(|(label, note, count, tone, filter)| {
            let href = address::with(USERS, &[("filter", &filter.to_string())]);
            view! { <Stat label=label value=short_length(count) note=note.to_owned() tone=tone href=href/> }
        })
        .collect::<Vec<_>>();
    let content = if stats.is_empty() {
        view! { <Notice tone=Tone::Ok>{words::ALL_WELL}</Notice> }.into_any()
    } else {
        view! { <div class="numbers">{stats}</div> }.into_any()
    };
    view! { <section aria-label=words::ATTENTION>{content}</section> }.into_any()
}
