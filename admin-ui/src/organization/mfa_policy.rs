//! The MFA policy: when MFA is required, and related settings.

use contract::organization::Organization;
use leptos::prelude::*;
use rules::mfa::{MfaPolicy, MfaRequirement};
use rules::role::Permission;
use ui_kit::prelude::*;

use super::nested::NumberBelow;
use super::security::whole;
use crate::session::may;
use crate::words::mfa as words;

/// The MFA fields of the form. Copy.
#[derive(Clone, Copy)]
pub(super) struct Draft {
    users: RwSignal<String>,
    administrators: RwSignal<String>,
    days: RwSignal<String>,
    may_reset: RwSignal<bool>,
    reverify: RwSignal<bool>,
    hours: RwSignal<String>,
}

impl Draft {
    pub fn new() -> Self {
        let (text, switch) = (|| RwSignal::new(String::new()), || RwSignal::new(false));
        Self {
            users: text(),
            administrators: text(),
            days: text(),
            may_reset: switch(),
            reverify: switch(),
            hours: text(),
        }
    }

    pub fn fill(self, now: &Organization) {
        let policy = now.settings.mfa_policy;
        self.users.set(policy.users.as_str().to_owned());
        self.administrators
            .set(policy.administrators.as_str().to_owned());
        self.days.set(policy.enrollment_days.to_string());
        self.may_reset.set(policy.unenrolled_may_reset);
        self.reverify.set(policy.passkey_reverify);
        self.hours.set(policy.passkey_reverify_hours.to_string());
    }

    /// The policy as entered. Invalid numbers become 0, which no field accepts.
    pub fn policy(self) -> MfaPolicy {
        let chosen = |value: RwSignal<String>| {
            let chosen = value.with(|value| MfaRequirement::parse(value));
            chosen.unwrap_or(MfaRequirement::Optional)
        };
        MfaPolicy {
            users: chosen(self.users),
            administrators: chosen(self.administrators),
            enrollment_days: whole(self.days),
            unenrolled_may_reset: self.may_reset.get(),
            passkey_reverify: self.reverify.get(),
            passkey_reverify_hours: whole(self.hours),
        }
    }
}

pub(super) fn view(draft: Draft, readonly: bool) -> AnyView {
    let choice = |one: MfaRequirement, hint: &str| {
        Choice::new(one.as_str(), words::requirement(one)).hint(hint)
    };
    let some = || {
        vec![
            choice(MfaRequirement::Optional, words::OPTIONAL_HINT),
            choice(MfaRequirement::Required, words::REQUIRED_HINT),
        ]
    };
    let mut users = vec![choice(MfaRequirement::Off, words::OFF_HINT)];
    users.extend(some());
    let owner = may(Permission::AdministratorsWrite);
    let only_owners = (!owner).then(|| words::ONLY_OWNERS.to_owned());
    // What applies to owners, too.
    let readonly_for_all = readonly || !owner;
    let for_all = |hint: &'static str| if owner { hint } else { words::ONLY_OWNERS };
    view! {
        <RadioGroup name="mfaPolicy.users" label=words::USERS value=draft.users options=users
            disabled=readonly/>
        <RadioGroup name="mfaPolicy.administrators" label=words::ADMINISTRATORS
            value=draft.administrators options=some() hint=only_owners
            disabled=readonly_for_all/>
        <TextField name="mfaPolicy.enrollmentDays" label=words::PERIOD value=draft.days
            kind=InputKind::Number hint=for_all(words::PERIOD_HINT)
            readonly=readonly_for_all maxlength=3/>
        <Switch label=words::MAY_RESET hint=words::MAY_RESET_HINT checked=draft.may_reset
            disabled=readonly/>
        <Switch label=words::REVERIFY hint=for_all(words::REVERIFY_HINT) checked=draft.reverify
            disabled=readonly_for_all/>
        <NumberBelow switch=draft.reverify name="mfaPolicy.passkeyReverifyHours"
            label=words::REVERIFY_HOURS value=draft.hours hint=words::REVERIFY_HOURS_HINT
            readonly=readonly_for_all digits=3/>
    }
    .into_any()
}
