//! Whether an account may sign in, and what comes next.

use crate::state::UserState;
use crate::status::{Lock, PasswordFacts};
use crate::time::Timestamp;

crate::named_values! {
    /// Why the password must be replaced.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    pub enum ReplaceReason {
        /// It is temporary, set by an administrator for one use.
        Temporary = "temporary",
        /// It has expired.
        Expired = "expired",
    }
}

/// What a person has proved in a sign-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proved {
    /// The password, in a browser that has not signed in to the account before.
    PasswordOfStranger,
    /// The password in a known browser, or a passkey instead of the password.
    More,
}

/// Why an account may not sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInRefusal {
    /// Its organization is suspended.
    OrganizationSuspended,
    /// It is suspended.
    Suspended,
    /// It has not been activated.
    Staged,
    /// It is locked.
    Locked(Lock),
    /// The temporary password has expired.
    TemporaryPasswordExpired,
}

/// What follows a correct password or passkey.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// A factor.
    Factor,
    /// Accepting the organization's terms.
    AcceptTerms,
    /// A new password.
    ReplacePassword(ReplaceReason),
    /// The session.
    Complete,
}

/// The stored facts that decide about a sign-in.
#[derive(Clone, Copy, Debug)]
pub struct SignInFacts {
    /// Whether the organization is suspended, so that none of its accounts may sign in.
    pub organization_suspended: bool,
    /// The state.
    pub state: UserState,
    /// The password, the lock and the enrollment period.
    pub password: PasswordFacts,
    /// Whether the password is temporary.
    pub temporary: bool,
    /// Whether the organization's terms must be accepted first.
    pub terms_due: bool,
}

impl SignInFacts {
    /// Why the account may not sign in at `now` after this proof, if so.
    pub fn refusal(&self, proved: Proved, now: Timestamp) -> Option<SignInRefusal> {
        if self.organization_suspended {
            return Some(SignInRefusal::OrganizationSuspended);
        }
        match self.state {
            UserState::Active => {}
            UserState::Suspended => return Some(SignInRefusal::Suspended),
            UserState::Staged => return Some(SignInRefusal::Staged),
        }
        let lock = match proved {
            Proved::PasswordOfStranger => self.password.lock_at(now),
            Proved::More => self.password.full_lock_at(now),
        };
        if let Some(lock) = lock {
            return Some(SignInRefusal::Locked(lock));
        }
        let expired = self.temporary && self.password.expired_at(now);
        expired.then_some(SignInRefusal::TemporaryPasswordExpired)
    }

    /// What comes next for an account that is not refused.
    pub fn next(&self, factor_is_due: bool, now: Timestamp) -> Next {
        if factor_is_due {
            Next::Factor
        } else if self.terms_due {
            Next::AcceptTerms
        } else if let Some(reason) = self.replacement(now) {
            Next::ReplacePassword(reason)
        } else {
            Next::Complete
        }
    }

    /// Why the password must be replaced before the sign-in is complete, if so.
    pub fn replacement(&self, now: Timestamp) -> Option<ReplaceReason> {
        if self.temporary {
            Some(ReplaceReason::Temporary)
        } else if self.password.expired_at(now) {
            Some(ReplaceReason::Expired)
        } else {
            None
        }
    }
}
