//! Numbers of users who may need help and of emails that were not delivered, with links to the
//! lists.

use contract::filter::{Days, MailFilter, UserFilter};
use contract::mail_deliveries::MailState;
use contract::users::UserCounts;
use leptos::prelude::*;
use rules::password_aging::EXPIRING_DAYS;
use rules::state::UserState;
use rules::status::PasswordStatus;
use ui_kit::prelude::*;

use crate::address::{self, MAIL, USERS};
use crate::words::{home as words, users as user_words};

/// The active users who have not set a password yet. Staged users have no password either, but
/// have not been sent an email.
pub(super) fn invited_users() -> UserFilter {
    UserFilter {
        password_status: vec![PasswordStatus::Pending],
        state: vec![UserState::Active],
        ..UserFilter::default()
    }
}

/// The emails that could not be delivered.
pub(super) fn failed_emails() -> MailFilter {
    MailFilter {
        state: vec![MailState::Failed],
        ..MailFilter::default()
    }
}

/// `invited` and `failed` are the numbers of [`invited_users`] and [`failed_emails`].
pub(super) fn view(counts: UserCounts, invited: u64, failed: u64) -> AnyView {
    let users = |filter: UserFilter| address::with(USERS, &[("filter", &filter.to_string())]);
    let with_password = |status| {
        users(UserFilter {
            password_status: vec![status],
            ..UserFilter::default()
        })
    };
    let expiring = UserFilter {
        password_expires_within: vec![Days::new(EXPIRING_DAYS)],
        ..UserFilter::default()
    };
    let staged = UserFilter {
        state: vec![UserState::Staged],
        ..UserFilter::default()
    };
    let statuses = counts.password_statuses;
    let numbers = [
        (
            words::LOCKED,
            words::LOCKED_NOTE.to_owned(),
            statuses.locked,
            Tone::Danger,
            with_password(PasswordStatus::Locked),
        ),
        (
            words::EXPIRED,
            words::EXPIRED_NOTE.to_owned(),
            statuses.expired,
            Tone::Warn,
            with_password(PasswordStatus::Expired),
        ),
        (
            words::FAILED_EMAILS,
            words::FAILED_EMAILS_NOTE.to_owned(),
            failed,
            Tone::Warn,
            address::with(MAIL, &[("filter", &failed_emails().to_string())]),
        ),
        (
            words::EXPIRING,
            user_words::expires_within(EXPIRING_DAYS),
            counts.expiring,
            Tone::Info,
            users(expiring),
        ),
        (
            words::PENDING,
            words::PENDING_NOTE.to_owned(),
            invited,
            Tone::Info,
            users(invited_users()),
        ),
        (
            words::STAGED,
            words::STAGED_NOTE.to_owned(),
            counts.states.staged,
            Tone::Info,
            users(staged),
        ),
    ];
    let shown = numbers.into_iter().filter(|(_, _, count, ..)| *count > 0);
    let stats = shown
        .map(|(label, note, count, tone, href)| {
            view! { <Stat label=label value=short_length(count) note=note tone=tone href=href/> }
        })
        .collect::<Vec<_>>();
    let content = if stats.is_empty() {
        view! { <Notice tone=Tone::Ok>{words::ALL_WELL}</Notice> }.into_any()
    } else {
        view! { <div class="numbers">{stats}</div> }.into_any()
    };
    view! { <section aria-label=words::ATTENTION>{content}</section> }.into_any()
}
