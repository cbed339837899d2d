//! Whether somebody with the right password may authenticate.

use std::time::Duration;

use super::DirectoryPolicy;
use crate::resource::{ResourceRefusal, may_use_under};
use crate::state::UserState;
use crate::status::PasswordFacts;
use crate::time::Timestamp;

/// How long before it expires a password is said to do so.
pub const EXPIRY_WARNING: Duration = Duration::from_secs(14 * 24 * 60 * 60);

/// The stored facts that decide whether the password of an account authenticates.
#[derive(Clone, Copy, Debug)]
pub struct BindFacts {
    /// Whether the organization is suspended.
    pub organization_suspended: bool,
    /// The state.
    pub state: UserState,
    /// The password, the lock and the enrollment period.
    pub password: PasswordFacts,
    /// Whether the password is temporary.
    pub temporary: bool,
    /// Whether a sign-in would ask for a factor, which LDAP cannot.
    pub factor_is_due: bool,
}

/// Why the right password does not authenticate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BindRefusal {
    /// The organization is suspended.
    OrganizationSuspended,
    /// The account is suspended.
    Suspended,
    /// The account is not active yet.
    Staged,
    /// The account is locked: until then, or until an administrator unlocks it.
    Locked(Option<Timestamp>),
    /// The account has no password yet.
    PasswordPending,
    /// The password has expired.
    PasswordExpired,
    /// The password is temporary, so it has to be replaced first.
    TemporaryPassword,
    /// Only an application password works: a factor is due, or the organization wants it so.
    ApplicationPasswordRequired,
    /// The application password is for something else.
    OtherResource,
    /// The user has no access to the application.
    ApplicationClosed,
    /// The application password was revoked.
    Revoked,
}

impl BindRefusal {
    /// The stable name, for events.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OrganizationSuspended => "organization_suspended",
            Self::Suspended => "suspended",
            Self::Staged => "staged",
            Self::Locked(_) => "locked",
            Self::PasswordPending => "password_pending",
            Self::PasswordExpired => "password_expired",
            Self::TemporaryPassword => "temporary_password",
            Self::ApplicationPasswordRequired => "application_password_required",
            Self::OtherResource => "other_resource",
            Self::ApplicationClosed => "application_closed",
            Self::Revoked => "revoked",
        }
    }

    /// The explanation that the client gets. Programs that were written for Active Directory look for its
    /// number, such as `data 775,` for a locked account.
    pub fn explanation(self) -> String {
        let (text, data) = match self {
            Self::OrganizationSuspended => ("the organization is suspended".to_owned(), "533"),
            Self::Suspended => ("the account is suspended".to_owned(), "533"),
            Self::Staged => ("the account is not active yet".to_owned(), "533"),
            Self::Locked(Some(until)) => (format!("the account is locked until {until}"), "775"),
            Self::Locked(None) => ("the account is locked".to_owned(), "775"),
            Self::PasswordPending => ("the account has no password yet".to_owned(), "773"),
            Self::PasswordExpired => ("the password has expired".to_owned(), "532"),
            Self::TemporaryPassword => ("replace the temporary password first".to_owned(), "773"),
            Self::ApplicationPasswordRequired => return "use an application password".to_owned(),
            Self::OtherResource => {
                return "the application password is for another application or device".to_owned();
            }
            Self::ApplicationClosed => {
                return "the user has no access to this application".to_owned();
            }
            Self::Revoked => return "the application password was revoked".to_owned(),
        };
        format!("{text}; data {data}, Latchkey")
    }

    /// The refusal of an application password, or of an account with these facts.
    pub fn of_resource(refusal: ResourceRefusal, facts: &PasswordFacts, now: Timestamp) -> Self {
        match refusal {
            ResourceRefusal::OrganizationSuspended => Self::OrganizationSuspended,
            ResourceRefusal::Staged => Self::Staged,
            ResourceRefusal::Suspended => Self::Suspended,
            ResourceRefusal::Locked => Self::Locked(facts.lock_at(now).and_then(|lock| lock.until)),
            ResourceRefusal::PasswordPending => Self::PasswordPending,
            ResourceRefusal::PasswordExpired => Self::PasswordExpired,
            ResourceRefusal::TemporaryPassword => Self::TemporaryPassword,
            ResourceRefusal::FactorRequired => Self::ApplicationPasswordRequired,
            // Only networks are open to groups; the directory opens through applications.
            ResourceRefusal::ApplicationClosed | ResourceRefusal::NotInGroup => {
                Self::ApplicationClosed
            }
            ResourceRefusal::OtherResource => Self::OtherResource,
            ResourceRefusal::Revoked => Self::Revoked,
        }
    }
}

/// Whether the right password of an account authenticates at `now`. Returns how long it does, if it expires
/// soon.
///
/// # Errors
/// Why not.
pub fn may_bind(
    facts: &BindFacts,
    policy: &DirectoryPolicy,
    now: Timestamp,
) -> Result<Option<Duration>, BindRefusal> {
    if facts.organization_suspended {
        return Err(BindRefusal::OrganizationSuspended);
    }
    let password = &facts.password;
    may_use_under(policy.resource(), facts.state, password, now)
        .map_err(|refusal| BindRefusal::of_resource(refusal, password, now))?;
    if facts.temporary {
        return Err(BindRefusal::TemporaryPassword);
    }
    if facts.factor_is_due || !policy.account_passwords {
        return Err(BindRefusal::ApplicationPasswordRequired);
    }
    let expires = password.expires_at.filter(|expires| now < *expires);
    let left = expires.map(|expires| now.until(expires));
    Ok(left.filter(|left| *left <= EXPIRY_WARNING))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resource::AfterLoss;
    use crate::status::{Lock, LockReason};

    const PAST: Timestamp = Timestamp::from_unix_millis(1_000);
    const NOW: Timestamp = Timestamp::from_unix_millis(2_000);
    const LATER: Timestamp = Timestamp::from_unix_millis(9_000);

    fn active() -> BindFacts {
        BindFacts {
            organization_suspended: false,
            state: UserState::Active,
            password: PasswordFacts {
                set_at: Some(PAST),
                ..PasswordFacts::default()
            },
            temporary: false,
            factor_is_due: false,
        }
    }

    fn outcome(
        change: impl FnOnce(&mut BindFacts, &mut DirectoryPolicy),
    ) -> Result<Option<Duration>, BindRefusal> {
        let (mut facts, mut policy) = (active(), DirectoryPolicy::default());
        change(&mut facts, &mut policy);
        may_bind(&facts, &policy, NOW)
    }

    fn lock(until: Option<Timestamp>) -> Option<Lock> {
        Some(Lock {
            reason: LockReason::FailedPasswordAttempts,
            at: PAST,
            until,
        })
    }

    #[test]
    fn each_reason_refuses() {
        assert_eq!(outcome(|_, _| ()), Ok(None));
        let refused = |change: fn(&mut BindFacts, &mut DirectoryPolicy)| outcome(change).err();
        for (refusal, expected) in [
            (
                refused(|it, _| it.organization_suspended = true),
                BindRefusal::OrganizationSuspended,
            ),
            (
                refused(|it, _| it.state = UserState::Suspended),
                BindRefusal::Suspended,
            ),
            (
                refused(|it, _| it.state = UserState::Staged),
                BindRefusal::Staged,
            ),
            (
                refused(|it, _| it.password.lock = lock(None)),
                BindRefusal::Locked(None),
            ),
            (
                refused(|it, _| it.password.lock = lock(Some(LATER))),
                BindRefusal::Locked(Some(LATER)),
            ),
            (
                refused(|it, _| it.password.set_at = None),
                BindRefusal::PasswordPending,
            ),
            (
                refused(|it, _| it.password.expires_at = Some(NOW)),
                BindRefusal::PasswordExpired,
            ),
            (
                refused(|it, _| it.temporary = true),
                BindRefusal::TemporaryPassword,
            ),
            (
                refused(|it, _| it.factor_is_due = true),
                BindRefusal::ApplicationPasswordRequired,
            ),
            (
                refused(|_, policy| policy.account_passwords = false),
                BindRefusal::ApplicationPasswordRequired,
            ),
        ] {
            assert_eq!(refusal, Some(expected));
        }
    }

    #[test]
    fn a_policy_can_maintain_the_access_of_a_locked_or_expired_account() {
        let maintained = outcome(|it, policy| {
            it.password.lock = lock(None);
            it.password.expires_at = Some(PAST);
            policy.on_lock = AfterLoss::Maintain;
            policy.on_password_expiry = AfterLoss::Maintain;
        });
        assert_eq!(maintained, Ok(None));
        let locked_by_administrator = outcome(|it, policy| {
            it.password.lock = lock(None).map(|lock| Lock {
                reason: LockReason::Administrator,
                ..lock
            });
            policy.on_lock = AfterLoss::Maintain;
        });
        assert_eq!(locked_by_administrator, Err(BindRefusal::Locked(None)));
    }

    #[test]
    fn a_password_that_expires_soon_is_announced() {
        let left = |left| outcome(|it, _| it.password.expires_at = Some(NOW.plus(left)));
        let second = Duration::from_secs(1);
        assert_eq!(left(second), Ok(Some(second)));
        assert_eq!(left(EXPIRY_WARNING), Ok(Some(EXPIRY_WARNING)));
        assert_eq!(left(EXPIRY_WARNING + second), Ok(None));
    }

    #[test]
    fn programs_find_the_number_that_they_look_for() {
        let locked = BindRefusal::Locked(Some(LATER)).explanation();
        assert_eq!(
            locked,
            "the account is locked until 1970-01-01T00:00:09.000Z; data 775, Latchkey"
        );
        for (refusal, data) in [
            (BindRefusal::OrganizationSuspended, Some("data 533,")),
            (BindRefusal::Suspended, Some("data 533,")),
            (BindRefusal::Staged, Some("data 533,")),
            (BindRefusal::PasswordPending, Some("data 773,")),
            (BindRefusal::PasswordExpired, Some("data 532,")),
            (BindRefusal::TemporaryPassword, Some("data 773,")),
            (BindRefusal::ApplicationPasswordRequired, None),
            (BindRefusal::OtherResource, None),
            (BindRefusal::ApplicationClosed, None),
            (BindRefusal::Revoked, None),
        ] {
            let text = refusal.explanation();
            assert_eq!(text.contains("data "), data.is_some(), "{text}");
            assert!(data.is_none_or(|data| text.contains(data)), "{text}");
        }
    }
}
