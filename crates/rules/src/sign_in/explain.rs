//! What prevents or delays a sign-in, and what mends it.

use super::may_sign_in::SignInFacts;
use crate::links::VerificationLimit;
use crate::role::Permission;
use crate::state::UserState;
use crate::status::{Lock, LockReason, PasswordFacts};
use crate::time::Timestamp;

crate::named_values! {
    /// Something that prevents or delays a sign-in.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    #[cfg_attr(feature = "openapi", schema(example = "locked"))]
    pub enum SignInFactKind {
        /// The account is suspended.
        Suspended = "suspended",
        /// The account has not been activated.
        Staged = "staged",
        /// The account is locked: `lock` says why.
        Locked = "locked",
        /// Too many wrong passwords were given, so that none is verified now, not even the right one.
        PasswordNotVerified = "password_not_verified",
        /// No password has been set.
        NoPassword = "no_password",
        /// The password is temporary and must be replaced.
        TemporaryPassword = "temporary_password",
        /// The password is temporary and has expired.
        TemporaryPasswordExpired = "temporary_password_expired",
        /// The password has expired and must be replaced.
        PasswordExpired = "password_expired",
        /// The organization's terms must be accepted.
        TermsNotAccepted = "terms_not_accepted",
        /// A factor must be enrolled until a certain time.
        EnrollmentPeriod = "enrollment_period",
        /// The email was changed and not verified, so it gets no reset links.
        EmailUnverified = "email_unverified",
        /// The last email to the user failed. Only shown with `events:read`.
        EmailUndelivered = "email_undelivered",
    }
}

crate::named_values! {
    /// An action of an administrator that helps a user sign in.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    #[cfg_attr(feature = "openapi", schema(example = "unlock"))]
    pub enum SignInRemedy {
        /// Activate the user.
        Activate = "activate",
        /// Unlock the user.
        Unlock = "unlock",
        /// Extend the MFA enrollment period.
        ExtendEnrollment = "extend_enrollment",
        /// Send the activation email again.
        SendActivation = "send_activation",
        /// Send a password reset email.
        SendPasswordReset = "send_password_reset",
        /// Set a temporary password.
        SetTemporaryPassword = "set_temporary_password",
        /// Send the email that verifies the company email again.
        SendEmailVerification = "send_email_verification",
        /// Correct the company email.
        ChangeEmail = "change_email",
    }
}

impl SignInRemedy {
    /// The permission that it requires. [`Obstacle::permission`] also considers the lock.
    pub const fn permission(self) -> Permission {
        match self {
            Self::Activate | Self::ChangeEmail => Permission::UsersWrite,
            Self::Unlock
            | Self::ExtendEnrollment
            | Self::SendActivation
            | Self::SendPasswordReset
            | Self::SetTemporaryPassword
            | Self::SendEmailVerification => Permission::UsersAssist,
        }
    }
}

/// What the explanation considers beyond [`SignInFacts`].
#[derive(Clone, Copy, Debug)]
pub struct Circumstances {
    /// Whether the password would be verified now in a browser that is not known to the account.
    pub password_is_verified: bool,
    /// Whether the email was changed and has not been verified.
    pub email_unverified: bool,
}

/// A fact with what mends it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obstacle {
    /// The kind.
    pub kind: SignInFactKind,
    /// Whether it prevents a sign-in with the right password in a browser that is not known to the account.
    pub blocks: bool,
    /// When it began.
    pub since: Option<Timestamp>,
    /// When it ends automatically, or when it takes effect.
    pub until: Option<Timestamp>,
    /// The lock.
    pub lock: Option<Lock>,
    /// What mends it, most helpful first.
    pub remedies: Vec<SignInRemedy>,
    /// Why the verification email, which would mend it, cannot be sent now.
    pub verification_limit: Option<VerificationLimit>,
}

impl Obstacle {
    /// An obstacle without further details.
    pub const fn new(kind: SignInFactKind, blocks: bool) -> Self {
        Self {
            kind,
            blocks,
            since: None,
            until: None,
            lock: None,
            remedies: Vec::new(),
            verification_limit: None,
        }
    }

    /// Takes `limit` in place of the action that sends the verification email, if that would mend it.
    pub fn limit_verification(&mut self, limit: VerificationLimit) {
        let would_mend = self.remedies.len();
        self.remedies
            .retain(|remedy| *remedy != SignInRemedy::SendEmailVerification);
        if self.remedies.len() < would_mend {
            self.verification_limit = Some(limit);
        }
    }

    /// The permission that a remedy of it requires.
    pub fn permission(&self, remedy: SignInRemedy) -> Permission {
        match (remedy, self.lock) {
            (SignInRemedy::Unlock, Some(lock)) => lock.reason.permission_to_end(),
            _ => remedy.permission(),
        }
    }
}

/// All that prevents or delays a sign-in at `now`, in the order in which a sign-in checks it.
pub fn explain(facts: &SignInFacts, more: Circumstances, now: Timestamp) -> Vec<Obstacle> {
    let mut all = Vec::new();
    all.extend(state(facts.state));
    // A stored lock hides the end of the enrollment period, which still applies after the lock has
    // ended.
    let lock = facts.password.lock_at(now);
    let overdue = PasswordFacts {
        lock: None,
        ..facts.password
    }
    .lock_at(now);
    all.extend(lock.map(locked));
    all.extend(overdue.filter(|one| lock != Some(*one)).map(locked));
    // Most often the limit was lowered since. Nothing can be unlocked yet: the next attempt locks.
    if !more.password_is_verified && lock.is_none() && facts.password.set_at.is_some() {
        all.push(Obstacle {
            remedies: new_password(facts, more),
            ..Obstacle::new(SignInFactKind::PasswordNotVerified, true)
        });
    }
    if facts.terms_due {
        all.push(Obstacle::new(SignInFactKind::TermsNotAccepted, false));
    }
    all.extend(password(facts, more, now));
    if let Some(by) = facts.password.enroll_by.filter(|by| now < *by) {
        all.push(Obstacle {
            until: Some(by),
            remedies: vec![SignInRemedy::ExtendEnrollment],
            ..Obstacle::new(SignInFactKind::EnrollmentPeriod, false)
        });
    }
    if more.email_unverified {
        let active = facts.state == UserState::Active;
        let again = active.then_some(SignInRemedy::SendEmailVerification);
        all.push(Obstacle {
            remedies: again.into_iter().collect(),
            ..Obstacle::new(SignInFactKind::EmailUnverified, false)
        });
    }
    all
}

fn state(state: UserState) -> Option<Obstacle> {
    let kind = match state {
        UserState::Active => return None,
        UserState::Suspended => SignInFactKind::Suspended,
        UserState::Staged => SignInFactKind::Staged,
    };
    Some(Obstacle {
        remedies: vec![SignInRemedy::Activate],
        ..Obstacle::new(kind, true)
    })
}

fn locked(lock: Lock) -> Obstacle {
    let remedy = match lock.reason {
        LockReason::MfaEnrollmentPeriod => SignInRemedy::ExtendEnrollment,
        LockReason::FailedPasswordAttempts
        | LockReason::FailedFactorAttempts
        | LockReason::Administrator => SignInRemedy::Unlock,
    };
    Obstacle {
        since: Some(lock.at),
        until: lock.until,
        lock: Some(lock),
        remedies: vec![remedy],
        ..Obstacle::new(SignInFactKind::Locked, true)
    }
}

fn password(facts: &SignInFacts, more: Circumstances, now: Timestamp) -> Option<Obstacle> {
    let of = &facts.password;
    let active = facts.state == UserState::Active;
    if of.set_at.is_none() {
        let remedies = active.then_some(SignInRemedy::SendActivation);
        return Some(Obstacle {
            remedies: remedies.into_iter().collect(),
            ..Obstacle::new(SignInFactKind::NoPassword, true)
        });
    }
    let expired = of.expired_at(now);
    let kind = match (facts.temporary, expired) {
        (true, true) => SignInFactKind::TemporaryPasswordExpired,
        (true, false) => SignInFactKind::TemporaryPassword,
        (false, true) => SignInFactKind::PasswordExpired,
        (false, false) => return None,
    };
    Some(Obstacle {
        since: if expired { of.expires_at } else { of.set_at },
        until: of.expires_at.filter(|_| !expired),
        remedies: new_password(facts, more),
        ..Obstacle::new(kind, kind == SignInFactKind::TemporaryPasswordExpired)
    })
}

/// The ways to a new password. No link goes to an address that its owner has not verified.
fn new_password(facts: &SignInFacts, more: Circumstances) -> Vec<SignInRemedy> {
    let link = facts.state == UserState::Active && !more.email_unverified;
    let link = link.then_some(SignInRemedy::SendPasswordReset);
    link.into_iter()
        .chain([SignInRemedy::SetTemporaryPassword])
        .collect()
}
