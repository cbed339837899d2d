//! What prevents a user from using a directory, a network or a host, and what fixes it.

use super::{ResourceRefusal, ResourceRemedy};
use crate::directory::{BindFacts, BindRefusal};
use crate::role::Permission;
use crate::sign_in::{Circumstances, Obstacle, SignInFactKind, SignInFacts, SignInRemedy, explain};
use crate::status::Lock;
use crate::time::Timestamp;

crate::named_values! {
    /// What a user proves to a directory, a network or a host.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    #[cfg_attr(feature = "openapi", schema(example = "password"))]
    pub enum ResourceCredential {
        /// The password of the account.
        Password = "password",
        /// An application password for a device or program.
        ApplicationPassword = "application_password",
        /// An SSH key.
        SshKey = "ssh_key",
    }
}

crate::named_values! {
    /// What prevents a user from using a directory, a network or a host.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    #[cfg_attr(feature = "openapi", schema(example = "locked"))]
    pub enum ResourceObstacleKind {
        /// The LDAP directory is off.
        DirectoryOff = "directory_off",
        /// The directory has no Unix accounts, so the host does not know the user.
        PosixOff = "posix_off",
        /// The username consists of digits, so that a host would take it for the number of an account.
        UsernameOfDigits = "username_of_digits",
        /// No number is left for the Unix account of the user.
        NumbersUsedUp = "numbers_used_up",
        /// The organization is suspended.
        OrganizationSuspended = "organization_suspended",
        /// The account is suspended.
        Suspended = "suspended",
        /// The account has not been activated.
        Staged = "staged",
        /// The account is locked: `lock` says why.
        Locked = "locked",
        /// No password has been set.
        NoPassword = "no_password",
        /// The password has expired.
        PasswordExpired = "password_expired",
        /// The password is temporary, so the user has to replace it first.
        TemporaryPassword = "temporary_password",
        /// A sign-in would ask for MFA, so only an application password is accepted.
        FactorDue = "factor_due",
        /// The directory accepts application passwords only.
        AccountPasswordsOff = "account_passwords_off",
        /// Too many wrong passwords were given, so that none is verified now, not even the right one.
        PasswordNotVerified = "password_not_verified",
        /// No group that has access contains the user.
        NotInGroup = "not_in_group",
        /// The user has no application password for devices and programs.
        NoApplicationPassword = "no_application_password",
        /// The user has no SSH key.
        NoSshKey = "no_ssh_key",
    }
}

impl From<ResourceRefusal> for ResourceObstacleKind {
    fn from(refusal: ResourceRefusal) -> Self {
        match refusal {
            ResourceRefusal::OrganizationSuspended => Self::OrganizationSuspended,
            ResourceRefusal::Staged => Self::Staged,
            ResourceRefusal::Suspended => Self::Suspended,
            ResourceRefusal::Locked => Self::Locked,
            ResourceRefusal::PasswordPending => Self::NoPassword,
            ResourceRefusal::PasswordExpired => Self::PasswordExpired,
            ResourceRefusal::TemporaryPassword => Self::TemporaryPassword,
            ResourceRefusal::FactorRequired => Self::FactorDue,
            ResourceRefusal::NotInGroup => Self::NotInGroup,
            // None that works here.
            ResourceRefusal::ApplicationClosed
            | ResourceRefusal::OtherResource
            | ResourceRefusal::Revoked => Self::NoApplicationPassword,
        }
    }
}

impl ResourceObstacleKind {
    /// Why the right password of an account with these facts does not authenticate at the directory.
    pub const fn of_bind(refusal: BindRefusal, facts: &BindFacts) -> Self {
        match refusal {
            BindRefusal::OrganizationSuspended => Self::OrganizationSuspended,
            BindRefusal::Suspended => Self::Suspended,
            BindRefusal::Staged => Self::Staged,
            BindRefusal::Locked(_) => Self::Locked,
            BindRefusal::PasswordPending => Self::NoPassword,
            BindRefusal::PasswordExpired => Self::PasswordExpired,
            BindRefusal::TemporaryPassword => Self::TemporaryPassword,
            BindRefusal::ApplicationPasswordRequired if facts.factor_is_due => Self::FactorDue,
            BindRefusal::ApplicationPasswordRequired => Self::AccountPasswordsOff,
            BindRefusal::OtherResource | BindRefusal::ApplicationClosed | BindRefusal::Revoked => {
                Self::NoApplicationPassword
            }
        }
    }

    /// Whether the diagnosis of a sign-in says the same with this fact.
    const fn is(self, fact: SignInFactKind) -> bool {
        use SignInFactKind as Fact;
        match self {
            Self::Suspended => matches!(fact, Fact::Suspended),
            Self::Staged => matches!(fact, Fact::Staged),
            Self::Locked => matches!(fact, Fact::Locked),
            Self::NoPassword => matches!(fact, Fact::NoPassword),
            Self::PasswordExpired => {
                matches!(fact, Fact::PasswordExpired | Fact::TemporaryPasswordExpired)
            }
            Self::TemporaryPassword => {
                matches!(
                    fact,
                    Fact::TemporaryPassword | Fact::TemporaryPasswordExpired
                )
            }
            // A resource that maintains the access of locked accounts verifies few passwords, too.
            Self::PasswordNotVerified => matches!(fact, Fact::PasswordNotVerified | Fact::Locked),
            Self::DirectoryOff
            | Self::PosixOff
            | Self::UsernameOfDigits
            | Self::NumbersUsedUp
            | Self::OrganizationSuspended
            | Self::FactorDue
            | Self::AccountPasswordsOff
            | Self::NotInGroup
            | Self::NoApplicationPassword
            | Self::NoSshKey => false,
        }
    }

    /// What fixes it beyond what would help with a sign-in, most helpful first.
    const fn own_remedies(self) -> &'static [ResourceRemedy] {
        match self {
            Self::DirectoryOff => &[ResourceRemedy::EnableDirectory],
            Self::PosixOff | Self::NumbersUsedUp => &[ResourceRemedy::ChangeUnixAccounts],
            Self::UsernameOfDigits => &[ResourceRemedy::ChangeUsername],
            Self::FactorDue | Self::NoApplicationPassword => {
                &[ResourceRemedy::CreateApplicationPassword]
            }
            Self::AccountPasswordsOff => &[
                ResourceRemedy::CreateApplicationPassword,
                ResourceRemedy::AllowAccountPasswords,
            ],
            Self::NotInGroup => &[ResourceRemedy::AddToGroup, ResourceRemedy::AdmitGroup],
            Self::NoSshKey => &[ResourceRemedy::AddSshKey],
            Self::OrganizationSuspended
            | Self::Suspended
            | Self::Staged
            | Self::Locked
            | Self::NoPassword
            | Self::PasswordExpired
            | Self::TemporaryPassword
            | Self::PasswordNotVerified => &[],
        }
    }
}

/// What prevents the use of a resource, with what fixes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourceObstacle {
    /// The kind.
    pub kind: ResourceObstacleKind,
    /// When it began.
    pub since: Option<Timestamp>,
    /// When it ends automatically.
    pub until: Option<Timestamp>,
    /// The lock.
    pub lock: Option<Lock>,
    /// What fixes it, most helpful first, each with the permission that it requires. Without one, only the user
    /// can do it.
    pub remedies: Vec<(ResourceRemedy, Option<Permission>)>,
}

impl ResourceObstacle {
    /// Explains an obstacle of the account with these facts at `now`, as the diagnosis of a sign-in does if it
    /// would prevent that, too.
    pub fn explain(
        kind: ResourceObstacleKind,
        facts: &SignInFacts,
        more: Circumstances,
        now: Timestamp,
    ) -> Self {
        let own = kind.own_remedies().iter();
        let own = own.map(|remedy| (*remedy, remedy.permission()));
        let same = explain(facts, more, now);
        let same = same.into_iter().find(|fact| kind.is(fact.kind));
        let Some(same) = same else {
            return Self {
                kind,
                since: None,
                until: None,
                lock: None,
                remedies: own.collect(),
            };
        };
        let remedies = same.remedies.iter().copied();
        let remedies = remedies.filter(|remedy| helps(*remedy, &same));
        let remedies =
            remedies.filter_map(|one| Some((ResourceRemedy::of(one)?, Some(same.permission(one)))));
        Self {
            kind,
            since: same.since,
            until: same.until,
            lock: same.lock,
            remedies: remedies.chain(own).collect(),
        }
    }
}

/// A temporary password in place of one that works would change nothing: a resource accepts neither.
fn helps(remedy: SignInRemedy, obstacle: &Obstacle) -> bool {
    let is_temporary = obstacle.kind == SignInFactKind::TemporaryPassword;
    !(is_temporary && remedy == SignInRemedy::SetTemporaryPassword)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::UserState;
    use crate::status::{LockReason, PasswordFacts};

    const PAST: Timestamp = Timestamp::from_unix_millis(1_000);
    const NOW: Timestamp = Timestamp::from_unix_millis(2_000);
    const LATER: Timestamp = Timestamp::from_unix_millis(9_000);

    fn explained(
        kind: ResourceObstacleKind,
        change: impl FnOnce(&mut SignInFacts),
    ) -> ResourceObstacle {
        let mut facts = SignInFacts {
            organization_suspended: false,
            state: UserState::Active,
            password: PasswordFacts {
                set_at: Some(PAST),
                ..PasswordFacts::default()
            },
            temporary: false,
            terms_due: false,
        };
        change(&mut facts);
        let more = Circumstances {
            password_is_verified: true,
            email_unverified: false,
        };
        ResourceObstacle::explain(kind, &facts, more, NOW)
    }

    fn remedies(obstacle: &ResourceObstacle) -> Vec<ResourceRemedy> {
        obstacle
            .remedies
            .iter()
            .map(|(remedy, _)| *remedy)
            .collect()
    }

    #[test]
    fn a_lock_is_explained_as_at_a_sign_in() {
        let lock = Lock {
            reason: LockReason::Administrator,
            at: PAST,
            until: Some(LATER),
        };
        let locked = explained(ResourceObstacleKind::Locked, |facts| {
            facts.password.lock = Some(lock);
        });
        assert_eq!((locked.since, locked.until), (Some(PAST), Some(LATER)));
        assert_eq!(locked.lock, Some(lock));
        // An administrator who may set such a lock may end it.
        let unlock = (ResourceRemedy::Unlock, Some(Permission::UsersWrite));
        assert_eq!(locked.remedies, [unlock]);
        let overdue = explained(ResourceObstacleKind::Locked, |facts| {
            facts.password.enroll_by = Some(PAST);
        });
        assert_eq!(remedies(&overdue), [ResourceRemedy::ExtendEnrollment]);
    }

    #[test]
    fn another_temporary_password_is_no_help_while_one_works() {
        let temporary = ResourceObstacleKind::TemporaryPassword;
        let works = explained(temporary, |facts| facts.temporary = true);
        assert_eq!(remedies(&works), [ResourceRemedy::SendPasswordReset]);
        let expired = explained(temporary, |facts| {
            facts.temporary = true;
            facts.password.expires_at = Some(PAST);
        });
        let both = [
            ResourceRemedy::SendPasswordReset,
            ResourceRemedy::SetTemporaryPassword,
        ];
        assert_eq!(remedies(&expired), both);
    }

    #[test]
    fn each_obstacle_that_a_sign_in_does_not_know_has_its_own_remedy() {
        for kind in ResourceObstacleKind::ALL {
            let obstacle = explained(kind, |_| ());
            assert_eq!(obstacle.kind, kind);
            let known = SignInFactKind::ALL.into_iter().any(|fact| kind.is(fact));
            // Only the operator of the server can help with that one.
            let helpless = known || kind == ResourceObstacleKind::OrganizationSuspended;
            assert_eq!(obstacle.remedies.is_empty(), helpless, "{kind:?}");
        }
    }

    #[test]
    fn a_directory_says_which_of_two_reasons_it_has() {
        let mut facts = BindFacts {
            organization_suspended: false,
            state: UserState::Active,
            password: PasswordFacts::default(),
            temporary: false,
            factor_is_due: true,
        };
        let refusal = BindRefusal::ApplicationPasswordRequired;
        let kind = ResourceObstacleKind::of_bind(refusal, &facts);
        assert_eq!(kind, ResourceObstacleKind::FactorDue);
        facts.factor_is_due = false;
        let kind = ResourceObstacleKind::of_bind(refusal, &facts);
        assert_eq!(kind, ResourceObstacleKind::AccountPasswordsOff);
    }
}
