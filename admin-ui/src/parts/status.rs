//! Badges for states and statuses, with why, since when and until when behind them.

use contract::users::User;
use leptos::prelude::*;
use rules::state::UserState;
use rules::status::{Lock, PasswordStatus};
use rules::time::Timestamp;
use ui_kit::prelude::*;

use crate::words::status as words;

fn ago(at: Timestamp) -> String {
    relative(at.into())
}

fn on(at: Timestamp) -> String {
    exact(at.into())
}

/// The badge of a user state.
pub fn state_badge(state: UserState, since: Option<Timestamp>) -> AnyView {
    let (tone, icon) = match state {
        UserState::Staged => (Tone::Info, Icon::Clock),
        UserState::Active => (Tone::Ok, Icon::CheckCircle),
        UserState::Suspended => (Tone::Neutral, Icon::Pause),
    };
    let why = move || {
        let mut text = words::state_why(state).to_owned();
        if let Some(since) = since {
            text = format!("{text}\n{}", words::since(&on(since)));
        }
        text
    };
    explained(tone, icon, words::state(state), Signal::derive(why))
}

/// A badge with an explanation behind it.
pub fn explained(tone: Tone, icon: Icon, word: &'static str, why: Signal<String>) -> AnyView {
    view! { <Tooltip text=why><Badge tone=tone icon=icon text=word/></Tooltip> }.into_any()
}

fn password_look(status: PasswordStatus) -> (Tone, Icon) {
    match status {
        PasswordStatus::Pending => (Tone::Info, Icon::Mail),
        PasswordStatus::Active => (Tone::Ok, Icon::CheckCircle),
        PasswordStatus::Expired => (Tone::Warn, Icon::Clock),
        PasswordStatus::Locked => (Tone::Danger, Icon::Lock),
    }
}

/// The badge of a user's password status.
pub fn password_badge(user: &User) -> AnyView {
    let (tone, icon) = password_look(user.password.status);
    let word = words::password(user.password.status);
    let user = user.clone();
    let why = move || password_sentences(&user).join("\n");
    explained(tone, icon, word, Signal::derive(why))
}

/// Why the password status is what it is, since when and until when. Follows the clock.
pub fn password_sentences(user: &User) -> Vec<String> {
    let password = &user.password;
    let mut lines = Vec::new();
    if let Some(lock) = &password.lock {
        lines.extend(lock_sentences(lock));
        if let Some(expired) = password.expires_at.filter(|_| user.password_expired) {
            lines.push(words::also_expired(&on(expired)));
        }
    }
    match password.status {
        PasswordStatus::Pending => match &user.activation {
            Some(link) => {
                lines.push(words::NO_PASSWORD.to_owned());
                lines.push(words::link_sent(&ago(link.sent_at), &on(link.expires_at)));
            }
            None if user.state == UserState::Staged => {
                lines.push(words::NO_PASSWORD_STAGED.to_owned())
            }
            None => lines.extend([words::NO_PASSWORD.to_owned(), words::NO_LINK.to_owned()]),
        },
        PasswordStatus::Expired => {
            lines.extend(password.expires_at.map(|at| words::expired(&on(at))));
            lines.extend(expiry_reason(user));
            lines.push(words::REPLACE_ONLY.to_owned());
        }
        PasswordStatus::Active => {
            lines.extend(password.set_at.map(|at| words::set(&on(at))));
            if password.temporary {
                lines.push(words::TEMPORARY.to_owned());
                lines.extend(password.expires_at.map(|at| words::works_until(&on(at))));
            } else {
                lines.extend(password.expires_at.map(|at| words::expires(&on(at))));
                lines.extend(expiry_reason(user));
            }
            if password.never_expires {
                lines.push(words::NEVER_EXPIRES.to_owned());
            }
        }
        PasswordStatus::Locked => {}
    }
    lines
}

fn expiry_reason(user: &User) -> Option<String> {
    let reason = user.password.expiry_reason?;
    Some(words::expiry_reason(reason).to_owned())
}

/// Why and since when an account is locked, and when that ends.
fn lock_sentences(lock: &Lock) -> [String; 2] {
    let end = match lock.until {
        Some(until) => words::unlocks(&ago(until)),
        None => words::MANUAL.to_owned(),
    };
    [words::locked(lock.reason, &ago(lock.at)), end]
}

/// One badge for an administrator: what keeps them from signing in, else that they may.
pub fn account_status(
    state: UserState,
    status: PasswordStatus,
    lock: Option<Lock>,
    invitation: Option<Timestamp>,
) -> AnyView {
    if state != UserState::Active {
        return state_badge(state, None);
    }
    let (tone, icon) = password_look(status);
    let why = move || match (status, lock, invitation) {
        (_, Some(lock), _) => lock_sentences(&lock).join("\n"),
        (PasswordStatus::Pending, _, Some(until)) => {
            format!(
                "{}\n{}",
                words::INVITED,
                words::invitation_until(&on(until))
            )
        }
        (PasswordStatus::Pending, _, None) => {
            format!("{}\n{}", words::INVITED, words::INVITATION_OVER)
        }
        (PasswordStatus::Expired, ..) => words::REPLACE_ONLY.to_owned(),
        _ => words::state_why(state).to_owned(),
    };
    explained(tone, icon, words::password(status), Signal::derive(why))
}
