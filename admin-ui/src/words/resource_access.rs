//! Whether a user can use the LDAP directory, a network or a host.

use contract::resource_access::{ResourceCredential, ResourceObstacleKind};
use rules::status::Lock;

use super::status;

pub const TITLE: &str = "Directory, networks and hosts";
pub const LEAD: &str =
    "Choose a resource to see whether this user has access now, and what prevents it.";
pub const WHERE: &str = "Check access to";
pub const CHOOSE: &str = "Choose…";
pub const DIRECTORY: &str = "LDAP directory";
pub const ALLOWED: &str = "This user has access";
pub const ONLY_APPLICATION_PASSWORD: &str =
    "This user has access with an application password only";
pub const ONLY_SSH_KEY: &str = "This user has access with an SSH key only";
pub const NOT_WITH_ACCOUNT_PASSWORD: &str =
    "This user has access, but not with the account password";
pub const REFUSED: &str = "This user has no access";
pub const CHECKED: &str = "Checked just now with the same rules as a real sign-in there.";
pub const ACCEPTED: &str = "Would be accepted.";
pub const SHOW_GROUPS: &str = "Add to a group";
pub const ADMIT_GROUP: &str = "Change who has access";
pub const SHOW_SSH_KEYS: &str = "Add an SSH key";
pub const CHANGE_DIRECTORY: &str = "Open directory settings";
pub const CHANGE_USERNAME: &str = "Change the username";
pub const ENABLE: &str = "Turn on the directory";
pub const ENABLE_TITLE: &str = "Turn on the LDAP directory?";
pub const ENABLE_BODY: &str = "All users of your organization can then authenticate there. The directory needs a suffix, which you enter in its settings.";
pub const ENABLED: &str = "The LDAP directory is on";
pub const ALLOW_PASSWORDS: &str = "Accept account passwords";
pub const ALLOW_PASSWORDS_TITLE: &str = "Accept account passwords in the LDAP directory?";
pub const ALLOW_PASSWORDS_BODY: &str = "This applies to all users of your organization who do not need MFA. The others still need an application password.";
pub const PASSWORDS_ALLOWED: &str = "The LDAP directory accepts account passwords";

pub fn network(name: &str) -> String {
    format!("Network: {name}")
}

pub fn host(name: &str) -> String {
    format!("Linux host: {name}")
}

pub const fn credential(credential: ResourceCredential) -> &'static str {
    match credential {
        ResourceCredential::Password => "Account password",
        ResourceCredential::ApplicationPassword => "Application password",
        ResourceCredential::SshKey => "SSH key",
    }
}

pub fn obstacle(kind: ResourceObstacleKind, lock: Option<Lock>) -> &'static str {
    match (kind, lock) {
        (ResourceObstacleKind::PasswordNotVerified, _) => {
            "Too many wrong passwords were entered, so even the correct password is not accepted at the moment."
        }
        (_, Some(lock)) => status::lock_reason(lock.reason),
        (ResourceObstacleKind::DirectoryOff, _) => "The LDAP directory is off.",
        (ResourceObstacleKind::PosixOff, _) => {
            "Unix accounts are off in the LDAP directory, so the user does not exist on the host."
        }
        (ResourceObstacleKind::UsernameOfDigits, _) => {
            "The username has only digits, so the host would mistake it for an account number (UID)."
        }
        (ResourceObstacleKind::NumbersUsedUp, _) => {
            "No UID is left in the range for Unix accounts, so the user does not exist on the host."
        }
        (ResourceObstacleKind::OrganizationSuspended, _) => "The organization is suspended.",
        (ResourceObstacleKind::Suspended, _) => "The user is suspended.",
        (ResourceObstacleKind::Staged, _) => "The user has not been activated.",
        (ResourceObstacleKind::Locked, _) => "The account is locked.",
        (ResourceObstacleKind::NoPassword, _) => "No password has been set yet.",
        (ResourceObstacleKind::PasswordExpired, _) => {
            "The password has expired. The user has to replace it first."
        }
        (ResourceObstacleKind::TemporaryPassword, _) => {
            "The password is temporary. The user has to replace it first."
        }
        (ResourceObstacleKind::FactorDue, _) => {
            "The user needs MFA, which is not possible here. An application password works instead: the user creates one in the User Portal, under Security."
        }
        (ResourceObstacleKind::AccountPasswordsOff, _) => {
            "The directory accepts application passwords only. The user creates one in the User Portal, under Security."
        }
        (ResourceObstacleKind::NotInGroup, _) => "The user is not in a group that has access.",
        (ResourceObstacleKind::NoApplicationPassword, _) => {
            "The user has no application password for a device or program. They can create one in the User Portal, under Security."
        }
        (ResourceObstacleKind::NoSshKey, _) => "The user has no SSH key.",
    }
}
