//! Whether somebody with the right password may replace it by LDAP.

use super::{BindFacts, BindRefusal, DirectoryPolicy};
use crate::state::UserState;
use crate::time::Timestamp;

/// Why the right password of an account cannot be replaced by LDAP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeRefusal {
    /// It could not be replaced anywhere.
    Unusable(BindRefusal),
    /// A factor is due, for which LDAP cannot ask: in a browser only.
    FactorDue,
    /// It is expired or temporary, and the organization lets people replace such a password in a browser only.
    InPortalOnly,
}

/// Whether somebody with the right password of an account may replace it at `now`. Whether that includes an expired
/// or temporary one, as at a sign-in, depends on the policy.
///
/// # Errors
/// Why not.
pub fn may_change_password(
    facts: &BindFacts,
    policy: &DirectoryPolicy,
    now: Timestamp,
) -> Result<(), ChangeRefusal> {
    let password = &facts.password;
    let unusable = |refusal| Err(ChangeRefusal::Unusable(refusal));
    if facts.organization_suspended {
        return unusable(BindRefusal::OrganizationSuspended);
    }
    match facts.state {
        UserState::Suspended => return unusable(BindRefusal::Suspended),
        UserState::Staged => return unusable(BindRefusal::Staged),
        UserState::Active => {}
    }
    if let Some(lock) = password.lock_at(now) {
        return unusable(BindRefusal::Locked(lock.until));
    }
    let is_expired = password.expired_at(now);
    if facts.temporary && is_expired {
        return unusable(BindRefusal::PasswordExpired);
    }
    if facts.factor_is_due {
        return Err(ChangeRefusal::FactorDue);
    }
    if (facts.temporary || is_expired) && !policy.expired_password_changes {
        return Err(ChangeRefusal::InPortalOnly);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::status::{Lock, LockReason, PasswordFacts};

    const PAST: Timestamp = Timestamp::from_unix_millis(1_000);
    const NOW: Timestamp = Timestamp::from_unix_millis(2_000);

    fn outcome(
        change: impl FnOnce(&mut BindFacts, &mut DirectoryPolicy),
    ) -> Result<(), ChangeRefusal> {
        let mut policy = DirectoryPolicy::default();
        let mut facts = BindFacts {
            organization_suspended: false,
            state: UserState::Active,
            password: PasswordFacts {
                set_at: Some(PAST),
                ..PasswordFacts::default()
            },
            temporary: false,
            factor_is_due: false,
        };
        change(&mut facts, &mut policy);
        may_change_password(&facts, &policy, NOW)
    }

    #[test]
    fn an_expired_password_can_be_replaced_but_not_by_whom_a_factor_is_due() {
        assert_eq!(outcome(|_, _| ()), Ok(()));
        assert_eq!(outcome(|it, _| it.password.expires_at = Some(PAST)), Ok(()));
        assert_eq!(outcome(|it, _| it.temporary = true), Ok(()));
        assert_eq!(
            outcome(|it, _| it.factor_is_due = true),
            Err(ChangeRefusal::FactorDue)
        );
    }

    #[test]
    fn an_account_that_cannot_be_used_is_refused() {
        for (refused, expected) in [
            (
                outcome(|it, _| {
                    it.temporary = true;
                    it.password.expires_at = Some(PAST);
                }),
                BindRefusal::PasswordExpired,
            ),
            (
                outcome(|it, _| it.organization_suspended = true),
                BindRefusal::OrganizationSuspended,
            ),
            (
                outcome(|it, _| it.state = UserState::Suspended),
                BindRefusal::Suspended,
            ),
            (
                outcome(|it, _| it.state = UserState::Staged),
                BindRefusal::Staged,
            ),
            (
                outcome(|it, _| {
                    it.password.lock = Some(Lock {
                        reason: LockReason::Administrator,
                        at: PAST,
                        until: None,
                    });
                }),
                BindRefusal::Locked(None),
            ),
        ] {
            assert_eq!(refused, Err(ChangeRefusal::Unusable(expected)));
        }
    }

    #[test]
    fn an_organization_can_let_expired_passwords_be_replaced_in_the_portal_only() {
        let under = |change: fn(&mut BindFacts)| {
            outcome(|it, policy| {
                policy.expired_password_changes = false;
                change(it);
            })
        };
        let in_portal = Err(ChangeRefusal::InPortalOnly);
        assert_eq!(under(|_| ()), Ok(()));
        assert_eq!(under(|it| it.password.expires_at = Some(PAST)), in_portal);
        assert_eq!(under(|it| it.temporary = true), in_portal);
    }
}
