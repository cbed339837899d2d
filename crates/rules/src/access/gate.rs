//! The facts and the decision.

use std::time::Duration;

use super::words::{Check, Refusal, StepUp, WantedFactor};
use crate::account_status::{AccountFacts, AccountStatus};
use crate::resource::AfterLoss;
use crate::state::UserState;
use crate::status::{Lock, PasswordFacts};
use crate::time::Timestamp;

/// The answer of the gate, or of one of its checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// The application opens.
    Open,
    /// It opens after the user has done this.
    StepUp(StepUp),
    /// It does not open.
    Refuse(Refusal),
}

/// How long a factor given in a session remains valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freshness {
    /// As long as the session.
    OncePerSession,
    /// For this time.
    Within(Duration),
    /// For one opening, and only if it was verified for that opening.
    EveryTime,
}

impl Freshness {
    /// From the number of minutes of an application's policy: `None` means once per session, and 0 every
    /// time.
    pub fn from_minutes(minutes: Option<u32>) -> Self {
        match minutes {
            None => Self::OncePerSession,
            Some(0) => Self::EveryTime,
            Some(minutes) => Self::Within(Duration::from_secs(u64::from(minutes) * 60)),
        }
    }

    /// Whether a factor remains valid for a shorter time than under `other`.
    pub fn is_stricter_than(self, other: Self) -> bool {
        let longest = |freshness: Self| match freshness {
            Self::OncePerSession => Duration::MAX,
            Self::Within(age) => age,
            Self::EveryTime => Duration::ZERO,
        };
        longest(self) < longest(other)
    }
}

/// What an application requires of everyone who opens it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AccessPolicy {
    /// The factor.
    pub factor: WantedFactor,
    /// How long it remains valid.
    pub freshness: Freshness,
}

/// The factors of a user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Enrolled {
    /// Whether the user has a factor.
    pub any: bool,
    /// Whether one of them is a passkey that works.
    pub passkey: bool,
    /// Whether the user may enroll a factor.
    pub may_enroll: bool,
}

/// Whether a user has proved that the email of the account is theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmailProof {
    /// Verified.
    Verified,
    /// Changed, and not verified since.
    Unverified,
}

impl EmailProof {
    /// From whether the email is unverified.
    pub const fn of(unverified: bool) -> Self {
        if unverified {
            Self::Unverified
        } else {
            Self::Verified
        }
    }
}

/// Whether a user must accept the organization's terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TermsAcceptance {
    /// The user has accepted the current version, or none is required.
    Settled,
    /// The user has not accepted the current version.
    Due,
}

impl TermsAcceptance {
    /// From whether terms are due.
    pub const fn of(due: bool) -> Self {
        if due { Self::Due } else { Self::Settled }
    }
}

/// What a session has proved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionFacts {
    /// When the user last entered the password, or used a passkey, which replaces it.
    pub authenticated_at: Timestamp,
    /// When the user last gave a factor.
    pub factor_at: Option<Timestamp>,
    /// When the user last gave a passkey.
    pub passkey_at: Option<Timestamp>,
}

/// What a request to open an application requires beyond the policy. It can only require more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestFacts {
    /// When the user was asked. A factor that they verify after that counts for this request. `None` if
    /// the user has not been asked yet.
    pub asked_at: Option<Timestamp>,
    /// The factor (`acr_values`, `RequestedAuthnContext`).
    pub factor: WantedFactor,
    /// The maximum age of the last sign-in (`max_age`).
    pub max_age: Option<Duration>,
    /// Whether the user must sign in again (`prompt=login`, `ForceAuthn`).
    pub sign_in_again: bool,
    /// Whether the application identifies the user by their email. The email must then be verified.
    /// Otherwise, a user could get access with the address of somebody else.
    pub asserts_email: bool,
}

impl Default for RequestFacts {
    fn default() -> Self {
        Self {
            asked_at: None,
            factor: WantedFactor::None,
            max_age: None,
            sign_in_again: false,
            asserts_email: false,
        }
    }
}

/// All that the gate considers.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// The time.
    pub now: Timestamp,
    /// Whether the organization is enabled.
    pub organization_enabled: bool,
    /// The status of the account, from [`status`].
    pub account: AccountStatus,
    /// Whether the user must accept the organization's terms first.
    pub terms: TermsAcceptance,
    /// Whether the user has shown that the email is theirs.
    pub email: EmailProof,
    /// Whether the application is enabled.
    pub application_enabled: bool,
    /// Whether the application is open to everyone, or assigned to the user or one of their groups.
    pub assigned: bool,
    /// What the application requires.
    pub policy: AccessPolicy,
    /// The user's factors.
    pub enrolled: Enrolled,
    /// What the session has proved; `None` to ask on behalf of a user without a session.
    pub session: Option<SessionFacts>,
    /// What the request asks for.
    pub request: RequestFacts,
}

/// The lock that counts for an application. One after wrong passwords counts only if the application
/// removes the access of locked accounts: it refuses passwords in unknown browsers, but no session, because
/// anyone can cause it. Every other lock counts.
pub fn lock_under(on_lock: AfterLoss, password: &PasswordFacts, now: Timestamp) -> Option<Lock> {
    match on_lock {
        AfterLoss::Maintain => password.full_lock_at(now),
        AfterLoss::Remove => password.lock_at(now),
    }
}

/// The status of an account as it matters for an application, with the lock from [`lock_under`].
pub fn status(
    on_lock: AfterLoss,
    (state, password): (UserState, &PasswordFacts),
    temporary: bool,
    now: Timestamp,
) -> AccountStatus {
    let lock = lock_under(on_lock, password, now);
    let password = PasswordFacts { lock, ..*password };
    AccountStatus::of(AccountFacts {
        state,
        password: password.status_at(now),
        lock,
        temporary,
        link_until: None,
    })
}

/// Whether the application opens: the first check that does not pass decides.
pub fn may_open(facts: &Facts) -> Decision {
    let decisions = explain(facts).map(|(_, decision)| decision);
    let first = decisions.into_iter().find(|one| *one != Decision::Open);
    first.unwrap_or(Decision::Open)
}

/// Whether a user may keep using an application that they have opened. The same checks, except those of
/// what the session has proved and of the terms, which apply only when it opens.
pub fn may_continue(facts: &Facts) -> Decision {
    let mut decisions = explain(facts).into_iter();
    let first = decisions.find(|(check, decision)| {
        let at_opening = matches!(check, Check::Factor | Check::Freshness | Check::Terms);
        !at_opening && *decision != Decision::Open
    });
    first.map_or(Decision::Open, |(_, decision)| decision)
}

/// All checks with their answers, in order.
pub fn explain(facts: &Facts) -> [(Check, Decision); Check::ALL.len()] {
    Check::ALL.map(|check| (check, facts.decide(check)))
}

impl Facts {
    fn decide(&self, check: Check) -> Decision {
        match check {
            Check::Organization => {
                refuse_unless(self.organization_enabled, Refusal::OrganizationDisabled)
            }
            Check::Account => match self.account {
                AccountStatus::Suspended => Decision::Refuse(Refusal::AccountSuspended),
                AccountStatus::Staged => Decision::Refuse(Refusal::AccountStaged),
                AccountStatus::Locked(_) => Decision::Refuse(Refusal::AccountLocked),
                AccountStatus::Invited | AccountStatus::InvitationExpired => {
                    Decision::Refuse(Refusal::AccountPending)
                }
                AccountStatus::Active
                | AccountStatus::PasswordExpired
                | AccountStatus::TemporaryPassword => Decision::Open,
            },
            Check::Application => {
                refuse_unless(self.application_enabled, Refusal::ApplicationDisabled)
            }
            Check::Assignment => refuse_unless(self.assigned, Refusal::NotAssigned),
            Check::Factor => self.enrolled(),
            Check::Freshness => self.fresh(),
            Check::Password => match self.account {
                AccountStatus::PasswordExpired => Decision::Refuse(Refusal::PasswordExpired),
                AccountStatus::TemporaryPassword => Decision::Refuse(Refusal::PasswordTemporary),
                _ => Decision::Open,
            },
            Check::Terms => match self.terms {
                TermsAcceptance::Due => Decision::StepUp(StepUp::AcceptTerms),
                TermsAcceptance::Settled => Decision::Open,
            },
            Check::Email => refuse_unless(
                self.email == EmailProof::Verified || !self.request.asserts_email,
                Refusal::EmailUnverified,
            ),
        }
    }

    /// The stricter of the policy and the request.
    fn wanted(&self) -> WantedFactor {
        self.policy.factor.max(self.request.factor)
    }

    fn enrolled(&self) -> Decision {
        let (has, enroll, missing) = match self.wanted() {
            WantedFactor::None => return Decision::Open,
            WantedFactor::Any => (
                self.enrolled.any || self.enrolled.passkey,
                StepUp::EnrollFactor,
                Refusal::FactorMissing,
            ),
            WantedFactor::Passkey => (
                self.enrolled.passkey,
                StepUp::EnrollPasskey,
                Refusal::PasskeyMissing,
            ),
        };
        if has {
            Decision::Open
        } else if self.enrolled.may_enroll {
            Decision::StepUp(enroll)
        } else {
            Decision::Refuse(missing)
        }
    }

    fn fresh(&self) -> Decision {
        if !self.signed_in_recently() {
            return Decision::StepUp(StepUp::SignIn);
        }
        let (given_at, step_up) = match self.wanted() {
            WantedFactor::None => return Decision::Open,
            // A passkey is a factor too.
            WantedFactor::Any => {
                let latest = |session: SessionFacts| session.factor_at.max(session.passkey_at);
                (self.session.and_then(latest), StepUp::Factor)
            }
            WantedFactor::Passkey => (
                self.session.and_then(|session| session.passkey_at),
                StepUp::Passkey,
            ),
        };
        let is_fresh = given_at.is_some_and(|at| match self.policy.freshness {
            Freshness::OncePerSession => true,
            Freshness::Within(age) => self.now < at.plus(age),
            Freshness::EveryTime => self.is_for_this_request(at),
        });
        if is_fresh {
            Decision::Open
        } else {
            Decision::StepUp(step_up)
        }
    }

    fn signed_in_recently(&self) -> bool {
        let request = &self.request;
        let Some(session) = self.session else {
            // A user without a session would be asked, if the request says so.
            return !request.sign_in_again && request.max_age.is_none();
        };
        let at = session.authenticated_at;
        let young = |age: Duration| self.now < at.plus(age) || self.is_for_this_request(at);
        request.max_age.is_none_or(young)
            && (!request.sign_in_again || self.is_for_this_request(at))
    }

    /// Whether a factor verified at `at` was verified after the user was asked for this request.
    fn is_for_this_request(&self, at: Timestamp) -> bool {
        self.request.asked_at.is_some_and(|asked| asked < at)
    }
}

const fn refuse_unless(passes: bool, refusal: Refusal) -> Decision {
    if passes {
        Decision::Open
    } else {
        Decision::Refuse(refusal)
    }
}
