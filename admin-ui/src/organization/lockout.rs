//! The lockout policies: one for users, and one for administrators.

use leptos::prelude::*;
use rules::lockout::LockoutPolicy;
use ui_kit::prelude::*;

use super::nested::NumberBelow;
use super::security::whole;
use crate::words::security as words;

/// The fields of the form for one policy. Copy.
#[derive(Clone, Copy)]
pub(super) struct Draft {
    locks: RwSignal<bool>,
    attempts: RwSignal<String>,
    factor_attempts: RwSignal<String>,
    together: RwSignal<bool>,
    unlocks: RwSignal<bool>,
    unlock_minutes: RwSignal<String>,
    forgets: RwSignal<bool>,
    forget_minutes: RwSignal<String>,
    ends_sessions: RwSignal<bool>,
}

/// Whose accounts a policy applies to.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Accounts {
    Users,
    Administrators,
}

impl Accounts {
    /// The JSON field's name.
    fn field(self, name: &str) -> String {
        match self {
            Self::Users => format!("lockoutPolicy.{name}"),
            Self::Administrators => format!("administratorLockoutPolicy.{name}"),
        }
    }

    /// The label of a field. Each label on the page is different.
    fn label(self, label: &str) -> String {
        match self {
            Self::Users => label.to_owned(),
            Self::Administrators => words::of_administrators(label),
        }
    }
}

impl Draft {
    pub fn new() -> Self {
        let (text, switch) = (|| RwSignal::new(String::new()), || RwSignal::new(false));
        Self {
            locks: switch(),
            attempts: text(),
            factor_attempts: text(),
            together: switch(),
            unlocks: switch(),
            unlock_minutes: text(),
            forgets: switch(),
            forget_minutes: text(),
            ends_sessions: switch(),
        }
    }

    pub fn fill(self, policy: LockoutPolicy) {
        self.locks.set(policy.locks);
        self.attempts
            .set(policy.failed_password_attempts.to_string());
        self.factor_attempts
            .set(policy.failed_factor_attempts.to_string());
        self.together.set(policy.counts_together);
        self.unlocks.set(policy.auto_unlock);
        self.unlock_minutes
            .set(policy.auto_unlock_minutes.to_string());
        self.forgets.set(policy.forgets);
        self.forget_minutes
            .set(policy.forgets_after_minutes.to_string());
        self.ends_sessions.set(policy.ends_sessions);
    }

    /// The policy as entered. Invalid numbers become 0, which no field accepts.
    pub fn policy(self) -> LockoutPolicy {
        LockoutPolicy {
            locks: self.locks.get(),
            failed_password_attempts: whole(self.attempts),
            failed_factor_attempts: whole(self.factor_attempts),
            counts_together: self.together.get(),
            auto_unlock: self.unlocks.get(),
            auto_unlock_minutes: whole(self.unlock_minutes),
            forgets: self.forgets.get(),
            forgets_after_minutes: whole(self.forget_minutes),
            ends_sessions: self.ends_sessions.get(),
        }
    }
}

/// The fields of a policy. Administrators' accounts always lock.
pub(super) fn view(draft: Draft, of: Accounts, readonly: bool) -> AnyView {
    let unlocked = move || !draft.locks.get();
    let unused = move || unlocked() || draft.together.get();
    let switch = (of == Accounts::Users).then(|| {
        view! {
            <Switch label=words::LOCKS hint=words::LOCKS_HINT checked=draft.locks disabled=readonly/>
        }
    });
    view! {
        {switch}
        <div class="nested">
            <TextField name=of.field("failedPasswordAttempts") label=of.label(words::ATTEMPTS)
                value=draft.attempts kind=InputKind::Number hint=words::ATTEMPTS_HINT
                disabled=Signal::derive(unlocked) readonly=readonly maxlength=2/>
            <TextField name=of.field("failedFactorAttempts") label=of.label(words::FACTOR_ATTEMPTS)
                value=draft.factor_attempts kind=InputKind::Number hint=words::FACTOR_ATTEMPTS_HINT
                disabled=Signal::derive(unused) readonly=readonly maxlength=2/>
            <Switch label=of.label(words::TOGETHER) hint=words::TOGETHER_HINT checked=draft.together
                disabled=readonly/>
            <Switch label=of.label(words::UNLOCKS) hint=words::UNLOCKS_HINT checked=draft.unlocks
                disabled=readonly/>
            <NumberBelow switch=draft.unlocks name=of.field("autoUnlockMinutes")
                label=of.label(words::UNLOCK_MINUTES) value=draft.unlock_minutes
                hint=words::UNLOCK_MINUTES_HINT readonly=readonly digits=2/>
            <Switch label=of.label(words::FORGETS) checked=draft.forgets disabled=readonly/>
            <NumberBelow switch=draft.forgets name=of.field("forgetsAfterMinutes")
                label=of.label(words::FORGET_MINUTES) value=draft.forget_minutes
                hint=words::FORGET_MINUTES_HINT readonly=readonly digits=4/>
            <Switch label=of.label(words::ENDS_SESSIONS) hint=words::ENDS_SESSIONS_HINT
                checked=draft.ends_sessions disabled=readonly/>
        </div>
    }
    .into_any()
}
