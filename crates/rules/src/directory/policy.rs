use serde::{Deserialize, Serialize};

use super::NumberRange;
use crate::resource::{AfterLoss, ResourcePolicy};

/// The maximum length of a suffix, in bytes.
pub const LONGEST_SUFFIX: usize = 200;

/// The LDAP directory of an organization. Values are kept while their setting is off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", remote = "Self")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DirectoryPolicy {
    /// Whether LDAP clients can authenticate and search. Required for both: `suffix`.
    pub enabled: bool,
    /// The base DN of all entries. No other organization on this server can have the same suffix, or
    /// one above or below it.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 200, example = "dc=example,dc=com")
    )]
    pub suffix: String,
    /// Whether account passwords work for users who do not need MFA. Otherwise, only application
    /// passwords work.
    pub account_passwords: bool,
    /// Whether users keep access while the account is locked, but not by an administrator. Users whom an
    /// administrator has suspended or locked never have access.
    pub on_lock: AfterLoss,
    /// Whether users keep access after their password has expired.
    pub on_password_expiry: AfterLoss,
    /// Whether LDAP clients, such as Linux hosts, can replace a password that is expired or temporary.
    /// Otherwise, users replace it in the portal. Default: `true`.
    #[serde(default = "yes")]
    pub expired_password_changes: bool,
    /// Whether users and groups are also Unix accounts and groups. Each of them gets a permanent
    /// number.
    pub posix: bool,
    /// The start of the range for user numbers (UIDs): 1000 or more.
    #[cfg_attr(
        feature = "openapi",
        schema(minimum = 1000, maximum = 2_147_483_646, example = 10000)
    )]
    pub first_uid: u32,
    /// The end of the range for user numbers.
    #[cfg_attr(
        feature = "openapi",
        schema(minimum = 1000, maximum = 2_147_483_646, example = 59999)
    )]
    pub last_uid: u32,
    /// The start of the range for group numbers (GIDs): 1000 or more.
    #[cfg_attr(
        feature = "openapi",
        schema(minimum = 1000, maximum = 2_147_483_646, example = 10000)
    )]
    pub first_gid: u32,
    /// The end of the range for group numbers.
    #[cfg_attr(
        feature = "openapi",
        schema(minimum = 1000, maximum = 2_147_483_646, example = 59999)
    )]
    pub last_gid: u32,
}

crate::only_as_object!(DirectoryPolicy);

const fn yes() -> bool {
    true
}

impl Default for DirectoryPolicy {
    fn default() -> Self {
        Self {
            enabled: false,
            suffix: String::new(),
            account_passwords: true,
            on_lock: AfterLoss::Remove,
            on_password_expiry: AfterLoss::Remove,
            expired_password_changes: yes(),
            posix: false,
            first_uid: 10_000,
            last_uid: 59_999,
            first_gid: 10_000,
            last_gid: 59_999,
        }
    }
}

impl DirectoryPolicy {
    /// What a lock and an expired password mean for the access by LDAP.
    pub const fn resource(&self) -> ResourcePolicy {
        ResourcePolicy {
            on_lock: self.on_lock,
            on_password_expiry: self.on_password_expiry,
        }
    }

    /// The numbers of new accounts.
    pub const fn uids(&self) -> NumberRange {
        NumberRange {
            first: self.first_uid,
            last: self.last_uid,
        }
    }

    /// The numbers of new groups.
    pub const fn gids(&self) -> NumberRange {
        NumberRange {
            first: self.first_gid,
            last: self.last_gid,
        }
    }

    /// The fields that are invalid, each with how to correct it. Whether the suffix is a DN is checked by the
    /// server.
    pub fn faults(&self) -> Vec<(&'static str, &'static str)> {
        let mut faults = Vec::new();
        if self.enabled && self.suffix.trim().is_empty() {
            faults.push(("suffix", "Enter a suffix such as dc=example,dc=com"));
        }
        if self.suffix.len() > LONGEST_SUFFIX {
            faults.push(("suffix", "Use at most 200 characters"));
        }
        let mend = "Choose a first number of at least 1000, and a last number that is not lower";
        if !self.uids().is_valid() {
            faults.push(("lastUid", mend));
        }
        if !self.gids().is_valid() {
            faults.push(("lastGid", mend));
        }
        faults
    }

    /// Whether accounts are protected less than under `before`: by another way in, because a lock or an expiry no
    /// longer ends the access, or because an expired password is enough to set a new one there.
    pub fn is_weaker_than(&self, before: &Self) -> bool {
        // Without `..`, so that the compiler asks for a new field.
        let Self {
            enabled,
            account_passwords,
            on_lock,
            on_password_expiry,
            expired_password_changes,
            // Protect no account.
            suffix: _,
            posix: _,
            first_uid: _,
            last_uid: _,
            first_gid: _,
            last_gid: _,
        } = self;
        let opens = |now: bool, before: bool| now && !before;
        opens(*enabled, before.enabled)
            || opens(*account_passwords, before.account_passwords)
            || opens(on_lock.maintains(), before.on_lock.maintains())
            || opens(
                on_password_expiry.maintains(),
                before.on_password_expiry.maintains(),
            )
            || opens(*expired_password_changes, before.expired_password_changes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_is_valid_and_off() {
        let policy = DirectoryPolicy::default();
        assert!(!policy.enabled);
        assert!(policy.faults().is_empty());
    }

    #[test]
    fn faults_name_the_field() {
        let faults = |change: fn(&mut DirectoryPolicy)| {
            let mut policy = DirectoryPolicy::default();
            change(&mut policy);
            let faults = policy.faults().into_iter();
            faults.map(|(field, _)| field).collect::<Vec<_>>()
        };
        assert_eq!(faults(|it| it.enabled = true), ["suffix"]);
        assert_eq!(faults(|it| it.suffix = "x".repeat(201)), ["suffix"]);
        assert_eq!(faults(|it| it.first_uid = 999), ["lastUid"]);
        assert_eq!(faults(|it| it.last_gid = 9_999), ["lastGid"]);
        let ready = faults(|it| {
            it.enabled = true;
            "dc=example,dc=com".clone_into(&mut it.suffix);
        });
        assert_eq!(ready, [""; 0]);
    }

    #[test]
    fn a_document_from_before_a_setting_has_its_default() {
        let stored = r#"{
            "enabled": false, "suffix": "", "accountPasswords": true, "onLock": "remove",
            "onPasswordExpiry": "remove", "posix": false, "firstUid": 10000, "lastUid": 59999,
            "firstGid": 10000, "lastGid": 59999
        }"#;
        let policy = serde_json::from_str::<DirectoryPolicy>(stored).ok();
        assert_eq!(policy, Some(DirectoryPolicy::default()));
    }

    #[test]
    fn another_way_in_is_weaker() {
        let off = DirectoryPolicy::default();
        let on = DirectoryPolicy {
            enabled: true,
            ..off.clone()
        };
        let without_passwords = DirectoryPolicy {
            account_passwords: false,
            ..on.clone()
        };
        let locked = DirectoryPolicy {
            on_lock: AfterLoss::Maintain,
            ..on.clone()
        };
        let expired = DirectoryPolicy {
            on_password_expiry: AfterLoss::Maintain,
            ..on.clone()
        };
        let in_portal = DirectoryPolicy {
            expired_password_changes: false,
            ..on.clone()
        };
        for (weaker, stronger) in [
            (&on, &off),
            (&on, &in_portal),
            (&on, &without_passwords),
            (&locked, &on),
            (&expired, &on),
        ] {
            assert!(weaker.is_weaker_than(stronger), "{weaker:?}");
            assert!(!stronger.is_weaker_than(weaker), "{stronger:?}");
        }
        let posix = DirectoryPolicy {
            posix: true,
            ..on.clone()
        };
        assert!(!posix.is_weaker_than(&on));
    }
}
