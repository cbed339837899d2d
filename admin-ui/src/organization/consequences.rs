//! Asks for confirmation before saving a change that affects people at once: says how many, as the
//! preview counts them, and what happens to them.

use client::Error;
use contract::change::Change;
use contract::organization::{Organization, UpdateOrganization};
use contract::previews::PolicyOutcome;
use contract::problem::ProblemType;
use leptos::prelude::*;
use portal_kit::api::{api, run};
use portal_kit::failure;
use rules::mfa::{MfaPolicy, MfaRequirement};
use rules::password_aging::AgingPolicy;
use ui_kit::prelude::*;

use super::Editing;
use crate::words::{mfa, security as words};

/// What happens to people.
#[derive(Clone, Copy, PartialEq)]
enum Reach {
    /// Passwords that are too old expire.
    Expires,
    /// Accounts without MFA are locked after this many days.
    Locks(u32),
    /// Passwords are refused after too many failed attempts.
    Refuses,
}

/// The question. Copy.
#[derive(Clone, Copy)]
pub(super) struct Consequences {
    editing: Editing,
    /// Whether the affected people are being counted.
    pub counting: RwSignal<bool>,
    asking: RwSignal<bool>,
    reach: RwSignal<Reach>,
    count: RwSignal<u64>,
    body: StoredValue<UpdateOrganization>,
}

impl Consequences {
    pub fn new(editing: Editing) -> Self {
        Self {
            editing,
            counting: RwSignal::new(false),
            asking: RwSignal::new(false),
            reach: RwSignal::new(Reach::Expires),
            count: RwSignal::new(0),
            body: StoredValue::new(UpdateOrganization::default()),
        }
    }

    /// Saves. If that affects people immediately, asks first and says how many.
    pub fn save(self, body: UpdateOrganization) {
        let now = self.editing.organization.value.get_untracked();
        let Some(reach) = now.and_then(|now| reach(&now, &body)) else {
            self.editing.save(body);
            return;
        };
        self.counting.set(true);
        let change = body.clone();
        run(count(reach, change), move |count| {
            self.counting.try_set(false);
            match count {
                Ok(0) => self.editing.save(body),
                Ok(count) => {
                    self.body.try_set_value(body);
                    self.reach.try_set(reach);
                    self.count.try_set(count);
                    self.asking.try_set(true);
                }
                Err(error) if error.is(ProblemType::InvalidFields) => {
                    self.editing.form.refuse(&error);
                }
                Err(error) => failure::toast(&error),
            }
        });
    }

    pub fn question(self) -> AnyView {
        let (reach, count) = (self.reach, self.count);
        let title = move || match reach.get() {
            Reach::Expires => words::aged_title(count.get()),
            Reach::Locks(_) => mfa::required_title(count.get()),
            Reach::Refuses => words::refused_title(count.get()),
        };
        let verb = move || match reach.get() {
            Reach::Expires => words::aged_verb(count.get()),
            Reach::Locks(_) => mfa::REQUIRE.to_owned(),
            Reach::Refuses => words::REFUSE.to_owned(),
        };
        let text = move || match reach.get() {
            Reach::Expires => words::AGED_BODY.to_owned(),
            Reach::Locks(days) => mfa::required_body(days),
            Reach::Refuses => words::REFUSED_BODY.to_owned(),
        };
        let confirm = move || {
            self.asking.set(false);
            self.editing.save(self.body.get_value());
        };
        view! {
            <ConfirmDialog open=self.asking danger=true title=Signal::derive(title)
                verb=Signal::derive(verb) on_confirm=confirm>
                <p>{text}</p>
            </ConfirmDialog>
        }
        .into_any()
    }
}

/// What `body` can do to people at once, if anything.
fn reach(now: &Organization, body: &UpdateOrganization) -> Option<Reach> {
    let before = &now.settings;
    let (after, _) = body.apply(before);
    if expires_at_once(now, body, &after.aging_policy) {
        Some(Reach::Expires)
    } else if locks(&before.mfa_policy, &after.mfa_policy) {
        Some(Reach::Locks(after.mfa_policy.enrollment_days))
    } else {
        let users = &after.lockout_policy;
        let administrators = &after.administrator_lockout_policy;
        let is_stricter = before.lockout_policy.is_weaker_than(users)
            || before
                .administrator_lockout_policy
                .is_weaker_than(administrators);
        is_stricter.then_some(Reach::Refuses)
    }
}

/// Whether passwords can expire as soon as `body` is saved. They do not if there is a compliance
/// deadline, which applies to them instead.
fn expires_at_once(now: &Organization, body: &UpdateOrganization, after: &AgingPolicy) -> bool {
    let dated = match body.compliance_deadline {
        Change::Set(_) => true,
        Change::Keep => now.compliance_deadline.is_some(),
        Change::Clear => false,
    };
    let before = &now.settings.aging_policy;
    !dated && after.newly_expires_after(before).is_some()
}

/// Whether `after` requires MFA of somebody and `before` does not.
fn locks(before: &MfaPolicy, after: &MfaPolicy) -> bool {
    let newly =
        |before: MfaRequirement, after| after == MfaRequirement::Required && before != after;
    newly(before.users, after.users) || newly(before.administrators, after.administrators)
}

/// The number of affected people.
async fn count(reach: Reach, change: UpdateOrganization) -> Result<u64, Error> {
    let preview = api().preview_organization(&change).await?;
    let outcomes: &[PolicyOutcome] = match reach {
        Reach::Expires => &[PolicyOutcome::PasswordExpiresNow],
        // The period of others begins when they can sign in.
        Reach::Locks(_) => &[PolicyOutcome::MfaEnrollmentBegins],
        Reach::Refuses => &[
            PolicyOutcome::SignInPrevented,
            PolicyOutcome::SignInOnlyKnownBrowsers,
        ],
    };
    let counts = outcomes.iter().map(|outcome| preview.count(*outcome));
    Ok(counts.sum())
}
