use super::PolicyOutcome;
use crate::account::AccountKind;
use crate::mfa::{Enrolling, MfaFacts, MfaPolicy, MfaRequirement};
use crate::password_aging::{
    AgingPolicy, ComplianceDeadline, DatedPassword, EXPIRING_DAYS, Expiry, days,
};
use crate::passwords::PasswordPolicy;
use crate::sign_in::{SignInFacts, SignInVerdict, WaysIn};
use crate::state::UserState;
use crate::status::ExpiryReason;
use crate::time::Timestamp;

/// The policies that decide about an account, before or after a change. The lockout policy decides
/// through [`WaysIn`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policies {
    /// The requirements for passwords.
    pub passwords: PasswordPolicy,
    /// Password aging.
    pub aging: AgingPolicy,
    /// The compliance deadline.
    pub deadline: Option<ComplianceDeadline>,
    /// The MFA policy.
    pub mfa: MfaPolicy,
}

/// The stored facts of an account before the change.
#[derive(Clone, Copy, Debug)]
pub struct PreviewedAccount {
    /// The kind of account.
    pub kind: AccountKind,
    /// What decides about a sign-in.
    pub sign_in: SignInFacts,
    /// Why the password expires.
    pub expiry_reason: Option<ExpiryReason>,
    /// Whether the password is exempt from the maximum age.
    pub never_expires: bool,
    /// The user's own MFA requirement.
    pub mfa_override: Option<MfaRequirement>,
    /// When the first factor was enrolled.
    pub enrolled_at: Option<Timestamp>,
}

/// An account under one of the two sets of policies.
struct Side<'a> {
    account: PreviewedAccount,
    policies: &'a Policies,
    requirement: MfaRequirement,
    verdict: SignInVerdict,
}

impl PreviewedAccount {
    /// The account after the change from `before` to `after` at `now`: with the new dates of its
    /// password and its enrollment period.
    #[must_use]
    pub fn changed(&self, before: &Policies, after: &Policies, now: Timestamp) -> Self {
        let mut changed = *self;
        if before.aging != after.aging || before.deadline != after.deadline {
            let expiry = self.redated(after, now);
            changed.sign_in.password.expires_at = expiry.map(|expiry| expiry.at);
            changed.expiry_reason = expiry.map(|expiry| expiry.reason);
        }
        changed.with_enrollment(after, now)
    }

    /// What the change from `before` to `after` at `now` does to the account, the most severe first.
    /// The ways in are those under the lockout policy of each side. `passkey` says there whether the
    /// account has one.
    pub fn outcomes(
        &self,
        before: (&Policies, WaysIn),
        after: (&Policies, WaysIn),
        now: Timestamp,
    ) -> Vec<PolicyOutcome> {
        // A period that is due starts within a minute, without any change.
        let was = self.with_enrollment(before.0, now).under(before, now);
        let is = self.changed(before.0, after.0, now).under(after, now);
        let mut outcomes: Vec<PolicyOutcome> = [
            sign_in(was.verdict, is.verdict),
            expiry(&was, &is, now),
            enrollment(&was, &is, now),
            factor(&was, &is),
            reset(&was, &is),
            change_of_password(&was, &is, now),
            unchecked(&was, &is, now),
        ]
        .into_iter()
        .flatten()
        .collect();
        outcomes.sort_unstable();
        outcomes
    }

    fn redated(&self, policies: &Policies, now: Timestamp) -> Option<Expiry> {
        let password = &self.sign_in.password;
        let (AccountKind::User, Some(set_at)) = (self.kind, password.set_at) else {
            return Some(Expiry {
                at: password.expires_at?,
                reason: self.expiry_reason?,
            });
        };
        let dated = DatedPassword {
            set_at,
            never_expires: self.never_expires,
            expires_at: password.expires_at,
            reason: self.expiry_reason,
        };
        policies.aging.redated(policies.deadline, &dated, now)
    }

    fn with_enrollment(mut self, policies: &Policies, now: Timestamp) -> Self {
        let requirement = policies.mfa.requirement_of(self.kind, self.mfa_override);
        let account = Enrolling {
            state: self.sign_in.state,
            has_password: self.sign_in.password.set_at.is_some(),
            facts: self.mfa(),
        };
        let by = policies.mfa.enroll_by_of(requirement, &account, now);
        self.sign_in.password.enroll_by = by;
        self
    }

    const fn mfa(&self) -> MfaFacts {
        MfaFacts {
            enrolled_at: self.enrolled_at,
            enroll_by: self.sign_in.password.enroll_by,
        }
    }

    fn under(self, (policies, ways): (&Policies, WaysIn), now: Timestamp) -> Side<'_> {
        let requirement = policies.mfa.requirement_of(self.kind, self.mfa_override);
        let ways = WaysIn {
            passkey: ways.passkey && self.mfa().factor_is_due(requirement),
            ..ways
        };
        Side {
            verdict: self.sign_in.verdict(ways, now),
            account: self,
            policies,
            requirement,
        }
    }
}

impl Side<'_> {
    fn expires_at(&self) -> Option<Timestamp> {
        self.account.sign_in.password.expires_at
    }

    fn enroll_by(&self) -> Option<Timestamp> {
        self.account.sign_in.password.enroll_by
    }

    fn is_expired(&self, now: Timestamp) -> bool {
        self.account.sign_in.password.expired_at(now)
    }

    fn factor_is_due(&self) -> bool {
        self.account.mfa().factor_is_due(self.requirement)
    }

    /// Whether the account has a password that it can use, and no factor to reset it with.
    fn refuses_reset(&self) -> bool {
        let sign_in = &self.account.sign_in;
        self.account.kind == AccountKind::User
            && sign_in.state == UserState::Active
            && sign_in.password.set_at.is_some()
            && self.account.enrolled_at.is_none()
            && self.policies.mfa.refuses_reset(self.requirement)
    }

    /// Whether the password has not reached the minimum age.
    fn is_too_new(&self, now: Timestamp) -> bool {
        let set_at = self.account.sign_in.password.set_at;
        let from = set_at.and_then(|set_at| self.policies.aging.changeable_from(set_at));
        self.account.kind == AccountKind::User && from.is_some_and(|from| now < from)
    }
}

fn sign_in(was: SignInVerdict, is: SignInVerdict) -> Option<PolicyOutcome> {
    use SignInVerdict::{Can, CanAfterNewPassword, Cannot, OnlyKnownBrowsers};
    match (was, is) {
        (Can | CanAfterNewPassword | OnlyKnownBrowsers, Cannot) => {
            Some(PolicyOutcome::SignInPrevented)
        }
        (Can | CanAfterNewPassword, OnlyKnownBrowsers) => {
            Some(PolicyOutcome::SignInOnlyKnownBrowsers)
        }
        (Cannot, Can | CanAfterNewPassword | OnlyKnownBrowsers)
        | (OnlyKnownBrowsers, Can | CanAfterNewPassword) => Some(PolicyOutcome::SignInRestored),
        // Which password is asked for follows from when it expires.
        (Can | CanAfterNewPassword, Can | CanAfterNewPassword)
        | (OnlyKnownBrowsers, OnlyKnownBrowsers)
        | (Cannot, Cannot) => None,
    }
}

fn expiry(was: &Side<'_>, is: &Side<'_>, now: Timestamp) -> Option<PolicyOutcome> {
    is.account.sign_in.password.set_at?;
    match (was.is_expired(now), is.is_expired(now)) {
        (false, true) => return Some(PolicyOutcome::PasswordExpiresNow),
        (true, false) => return Some(PolicyOutcome::PasswordNoLongerExpired),
        (true, true) => return None,
        (false, false) => {}
    }
    let (before, after) = (was.expires_at(), is.expires_at());
    if before == after {
        return None;
    }
    let Some(after) = after else {
        return Some(PolicyOutcome::PasswordExpiresLater);
    };
    if is.account.expiry_reason == Some(ExpiryReason::Policy) {
        return Some(PolicyOutcome::PasswordExpiresByDeadline);
    }
    let soon = now.plus(days(EXPIRING_DAYS.into()));
    Some(match before {
        Some(before) if before < after => PolicyOutcome::PasswordExpiresLater,
        Some(before) if before <= soon => PolicyOutcome::PasswordExpiresEarlier,
        _ if after <= soon => PolicyOutcome::PasswordExpiresSoon,
        _ => PolicyOutcome::PasswordExpiresEarlier,
    })
}

fn enrollment(was: &Side<'_>, is: &Side<'_>, now: Timestamp) -> Option<PolicyOutcome> {
    match (was.enroll_by(), is.enroll_by()) {
        (None, Some(_)) => Some(PolicyOutcome::MfaEnrollmentBegins),
        (Some(by), None) if by <= now => Some(PolicyOutcome::MfaLockEnds),
        (Some(_), None) => Some(PolicyOutcome::MfaEnrollmentEnds),
        (Some(_), Some(_)) => None,
        (None, None) => {
            let newly = is.requirement == MfaRequirement::Required
                && was.requirement != MfaRequirement::Required;
            (newly && is.account.enrolled_at.is_none())
                .then_some(PolicyOutcome::MfaEnrollmentBeginsLater)
        }
    }
}

fn factor(was: &Side<'_>, is: &Side<'_>) -> Option<PolicyOutcome> {
    match (was.factor_is_due(), is.factor_is_due()) {
        (true, false) => Some(PolicyOutcome::FactorNoLongerRequired),
        (false, true) => Some(PolicyOutcome::FactorRequiredAgain),
        _ => None,
    }
}

fn reset(was: &Side<'_>, is: &Side<'_>) -> Option<PolicyOutcome> {
    match (was.refuses_reset(), is.refuses_reset()) {
        (false, true) => Some(PolicyOutcome::PasswordResetRefused),
        (true, false) => Some(PolicyOutcome::PasswordResetAllowed),
        _ => None,
    }
}

fn change_of_password(was: &Side<'_>, is: &Side<'_>, now: Timestamp) -> Option<PolicyOutcome> {
    match (was.is_too_new(now), is.is_too_new(now)) {
        (false, true) => Some(PolicyOutcome::PasswordChangeRefused),
        (true, false) => Some(PolicyOutcome::PasswordChangeAllowed),
        _ => None,
    }
}

/// A password that must be replaced anyway will meet the new requirements.
fn unchecked(was: &Side<'_>, is: &Side<'_>, now: Timestamp) -> Option<PolicyOutcome> {
    let sign_in = &is.account.sign_in;
    let tighter = is
        .policies
        .passwords
        .is_tighter_than(&was.policies.passwords);
    let stays = is.account.kind == AccountKind::User
        && sign_in.password.set_at.is_some()
        && sign_in.replacement(now).is_none()
        && is.account.expiry_reason != Some(ExpiryReason::Policy);
    (tighter && stays).then_some(PolicyOutcome::PasswordUnchecked)
}
