//! The status of an account, explained in a tooltip.

use contract::administrators::Administrator;
use contract::users::{FailedAttempts, User};
use leptos::prelude::*;
use rules::account_status::{AccountFacts, AccountStatus};
use rules::state::UserState;
use rules::status::{Lock, PasswordStatus};
use rules::time::Timestamp;
use ui_kit::prelude::*;

use crate::words::status as words;

fn on(at: Timestamp) -> String {
    exact(at.into())
}

/// Where an explained word is shown.
#[derive(Clone)]
pub enum Explained {
    /// On its own: can receive focus and be tapped.
    Alone,
    /// In the row of a table, whose link names this id as its description.
    InRow(String),
}

/// The status of a user.
pub fn user_status(user: &User, shown_in: Explained) -> AnyView {
    let status = AccountStatus::of(AccountFacts {
        state: user.state,
        password: user.password.status,
        lock: user.password.lock,
        temporary: user.password.temporary,
        link_until: user.activation.as_ref().map(|link| link.expires_at),
    });
    let user = user.clone();
    let why = move || {
        let mut lines = vec![words::state_why(user.state).to_owned()];
        if user.state == UserState::Active {
            lines = password_sentences(&user);
        } else {
            lines.push(words::since(&on(user.state_changed_at)));
        }
        lines.join("\n")
    };
    explained_status(status, Signal::derive(why), shown_in)
}

/// The status of an administrator.
pub fn administrator_status(one: &Administrator, shown_in: Explained) -> AnyView {
    let invitation = one.invitation_expires_at;
    let status = AccountStatus::of(AccountFacts {
        state: one.state,
        password: one.password_status,
        lock: one.lock,
        temporary: false,
        link_until: invitation,
    });
    let (state, lock) = (one.state, one.lock);
    let why = move || match (status, lock, invitation) {
        (AccountStatus::Locked(_), Some(lock), _) => lock_sentences(&lock).join("\n"),
        (AccountStatus::Invited, _, Some(until)) => format!(
            "{}\n{}",
            words::INVITED,
            words::invitation_until(&on(until))
        ),
        (AccountStatus::InvitationExpired, ..) => {
            format!("{}\n{}", words::INVITED, words::INVITATION_OVER)
        }
        (AccountStatus::PasswordExpired, ..) => words::REPLACE_ONLY.to_owned(),
        _ => words::state_why(state).to_owned(),
    };
    explained_status(status, Signal::derive(why), shown_in)
}

/// A badge if the status needs attention, otherwise plain text.
fn explained_status(status: AccountStatus, why: Signal<String>, shown_in: Explained) -> AnyView {
    let (tone, icon) = match status {
        AccountStatus::Active => return explained_word(words::account(status), why, shown_in),
        AccountStatus::Suspended => (Tone::Neutral, Icon::Pause),
        AccountStatus::Staged => (Tone::Info, Icon::Clock),
        AccountStatus::Invited => (Tone::Info, Icon::Mail),
        AccountStatus::InvitationExpired => (Tone::Warn, Icon::Mail),
        AccountStatus::PasswordExpired => (Tone::Warn, Icon::Clock),
        AccountStatus::TemporaryPassword => (Tone::Warn, Icon::Key),
        AccountStatus::Locked(_) => (Tone::Danger, Icon::Lock),
    };
    let word = move || match status {
        AccountStatus::Locked(Some(until)) => words::locked_until(&time_of_day(until.into())),
        _ => words::account(status).to_owned(),
    };
    explained(tone, icon, Signal::derive(word), why, shown_in)
}

/// A word without a badge, for a normal status.
pub fn explained_word(word: &'static str, why: Signal<String>, shown_in: Explained) -> AnyView {
    behind(why, shown_in, view! { <span>{word}</span> }.into_any())
}

/// A badge with a tooltip.
pub fn explained(
    tone: Tone,
    icon: Icon,
    word: Signal<String>,
    why: Signal<String>,
    shown_in: Explained,
) -> AnyView {
    behind(
        why,
        shown_in,
        view! { <Badge tone=tone icon=icon text=word/> }.into_any(),
    )
}

fn behind(why: Signal<String>, shown_in: Explained, word: AnyView) -> AnyView {
    match shown_in {
        Explained::Alone => view! { <Tooltip text=why>{word}</Tooltip> }.into_any(),
        Explained::InRow(id) => {
            view! { <Tooltip text=why id=id quiet=true>{word}</Tooltip> }.into_any()
        }
    }
}

/// The badge of a user's password status.
pub fn password_badge(user: &User) -> AnyView {
    let (tone, icon) = match user.password.status {
        PasswordStatus::Pending => (Tone::Info, Icon::Mail),
        PasswordStatus::Active => (Tone::Neutral, Icon::Check),
        PasswordStatus::Expired => (Tone::Warn, Icon::Clock),
        PasswordStatus::Locked => (Tone::Danger, Icon::Lock),
    };
    view! { <Badge tone=tone icon=icon text=words::password(user.password.status)/> }.into_any()
}

/// Explains the password status, with its times. Updates over time.
pub fn password_sentences(user: &User) -> Vec<String> {
    let password = &user.password;
    let mut lines = Vec::new();
    if let Some(lock) = &password.lock {
        lines.extend(lock_sentences(lock));
        lines.extend(password.lock_note.as_deref().map(words::lock_note));
        if let Some(expired) = password.expires_at.filter(|_| user.password_expired) {
            lines.push(words::also_expired(&on(expired)));
        }
    }
    match password.status {
        PasswordStatus::Pending => match &user.activation {
            Some(link) => {
                lines.push(words::NO_PASSWORD.to_owned());
                lines.push(words::link_sent(&on(link.sent_at), &on(link.expires_at)));
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
    // A lock by failed attempts says so itself.
    if password.lock.is_none() {
        let used = attempts_used(&user.failed_attempts).into_iter();
        lines.extend(used.map(|used| format!("{used}.")));
        let until = user.failed_attempts.until;
        lines.extend(until.map(|until| words::attempts_until(&on(until))));
    }
    lines
}

/// How many attempts of each kind are used up; nothing of a kind of which none is.
pub fn attempts_used(attempts: &FailedAttempts) -> Vec<String> {
    let passwords = match attempts.factors {
        Some(_) => words::PASSWORD_ATTEMPTS,
        None => words::SIGN_IN_ATTEMPTS,
    };
    let factors = attempts.factors.map(|count| (words::MFA_ATTEMPTS, count));
    [(passwords, attempts.passwords)]
        .into_iter()
        .chain(factors)
        .filter(|(_, count)| count.used > 0)
        .map(|(kind, count)| words::attempts(kind, count.used, count.limit))
        .collect()
}

fn expiry_reason(user: &User) -> Option<String> {
    let reason = user.password.expiry_reason?;
    Some(words::expiry_reason(reason).to_owned())
}

/// Why and since when an account is locked, when the lock ends, and what still works.
fn lock_sentences(lock: &Lock) -> Vec<String> {
    let end = match lock.until {
        Some(until) => words::unlocks(&relative(until.into()), &time_of_day(until.into())),
        None if lock.reason.refuses_strangers_only() => words::MANUAL_OR_RESET.to_owned(),
        None => words::MANUAL.to_owned(),
    };
    let mut sentences = vec![words::locked(lock.reason, &on(lock.at)), end];
    sentences.extend(words::unaffected(lock.reason).map(str::to_owned));
    sentences
}
