//! Whether the password of an account is enough for a resource that cannot ask for anything else.

use crate::resource::{ResourcePolicy, ResourceRefusal, may_use_under};
use crate::state::UserState;
use crate::status::PasswordFacts;
use crate::time::Timestamp;

/// What decides about the password of an account, beyond what decides about the account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PasswordUse {
    /// Whether the password is temporary, so that it must be replaced first.
    pub temporary: bool,
    /// Whether the account must give a factor, too, which a resource cannot ask for.
    pub factor_is_due: bool,
}

/// As [`may_use_under`], with the password of the account instead of an application password.
///
/// # Errors
/// Why not. What no other password would change comes first.
pub fn may_use_with_password(
    policy: ResourcePolicy,
    (state, facts): (UserState, &PasswordFacts),
    password: PasswordUse,
    now: Timestamp,
) -> Result<(), ResourceRefusal> {
    may_use_under(policy, state, facts, now)?;
    if password.temporary {
        Err(ResourceRefusal::TemporaryPassword)
    } else if password.factor_is_due {
        Err(ResourceRefusal::FactorRequired)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAST: Timestamp = Timestamp::from_unix_millis(1_000);
    const NOW: Timestamp = Timestamp::from_unix_millis(2_000);

    #[test]
    fn a_password_is_worth_less_than_an_application_password() {
        let facts = PasswordFacts {
            set_at: Some(PAST),
            ..PasswordFacts::default()
        };
        let with = |state, temporary, factor_is_due| {
            let password = PasswordUse {
                temporary,
                factor_is_due,
            };
            may_use_with_password(ResourcePolicy::default(), (state, &facts), password, NOW)
        };
        for (state, temporary, factor_is_due, expected) in [
            (UserState::Active, false, false, Ok(())),
            (
                UserState::Active,
                true,
                true,
                Err(ResourceRefusal::TemporaryPassword),
            ),
            (
                UserState::Active,
                false,
                true,
                Err(ResourceRefusal::FactorRequired),
            ),
            (
                UserState::Suspended,
                true,
                true,
                Err(ResourceRefusal::Suspended),
            ),
        ] {
            let may = with(state, temporary, factor_is_due);
            assert_eq!(may, expected, "{state:?} {temporary} {factor_is_due}");
        }
    }
}
