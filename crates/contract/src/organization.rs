//! The organization: the tenant that owns users, administrators, settings and events.

use rules::aging::{AgingPolicy, ComplianceDeadline};
use rules::lockout::LockoutPolicy;
use rules::mfa::MfaPolicy;
use rules::password::PasswordPolicy;
use rules::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::change::Change;
use crate::ids::OrganizationId;
use crate::profile::ProfilePolicy;

/// The organization's profile and settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::organization))]
pub struct Organization {
    /// Identifier.
    pub id: OrganizationId,
    /// Name, as shown in emails and on sign-in pages.
    pub name: String,
    /// The address to contact for help. Shown to people who cannot continue on their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact_email: Option<String>,
    /// The settings.
    #[serde(flatten)]
    pub settings: Settings,
    /// The date by which all users must have a new password, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compliance_deadline: Option<ComplianceDeadline>,
    /// When the organization was created.
    pub created_at: Timestamp,
    /// The version for `If-Match`, the same as in the `ETag` header.
    pub version: u64,
}

/// The value of a setting.
trait Setting {
    /// The fields that are out of range, each with how to correct it.
    fn faults(&self) -> Vec<(&'static str, &'static str)>;

    /// Whether it protects accounts less than `before`.
    fn is_weaker_than(&self, before: &Self) -> bool;
}

/// Each switch gives users something that it can take from them.
impl Setting for bool {
    fn faults(&self) -> Vec<(&'static str, &'static str)> {
        Vec::new()
    }

    fn is_weaker_than(&self, before: &Self) -> bool {
        *self && !*before
    }
}

macro_rules! policies {
    ($($policy:ty),*) => {
        $(impl Setting for $policy {
            fn faults(&self) -> Vec<(&'static str, &'static str)> {
                <$policy>::faults(self)
            }

            fn is_weaker_than(&self, before: &Self) -> bool {
                <$policy>::is_weaker_than(self, before)
            }
        })*
    };
}

policies!(
    ProfilePolicy,
    PasswordPolicy,
    AgingPolicy,
    LockoutPolicy,
    MfaPolicy
);

macro_rules! settings {
    ($($(#[$doc:meta])* $name:ident: $type:ty, $wire:literal, $label:literal => $default:expr;)*) => {
        /// The settings of an organization. They are stored as one JSON document. Settings that
        /// were added after a document was stored have their defaults.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(default)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub struct Settings {
            $($(#[$doc])* #[serde(rename = $wire)] pub $name: $type,)*
        }

        impl Default for Settings {
            fn default() -> Self {
                Self { $($name: $default,)* }
            }
        }

        impl Settings {
            /// The labels of the settings that protect accounts less than `before`.
            pub fn weaker_than(&self, before: &Self) -> Vec<&'static str> {
                let mut labels = Vec::new();
                $(if Setting::is_weaker_than(&self.$name, &before.$name) {
                    labels.push($label);
                })*
                labels
            }
        }

        /// Updates the organization. Omitted fields stay unchanged; a policy is replaced as a
        /// whole.
        #[derive(Clone, Debug, Default, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase", deny_unknown_fields, default)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[cfg_attr(feature = "openapi", schema(example = crate::examples::update_organization))]
        pub struct UpdateOrganization {
            /// Name.
            #[serde(skip_serializing_if = "Option::is_none")]
            #[cfg_attr(feature = "openapi", schema(max_length = 100))]
            pub name: Option<String>,
            /// The address to contact for help. An empty string clears it.
            #[serde(skip_serializing_if = "Option::is_none")]
            #[cfg_attr(feature = "openapi", schema(max_length = 254))]
            pub contact_email: Option<String>,
            /// The date by which every user must have replaced their current password, at most a
            /// year from now. Passwords that have not been replaced expire on that date. `null`
            /// cancels the deadline.
            #[serde(skip_serializing_if = "Change::is_keep")]
            #[cfg_attr(feature = "openapi", schema(value_type = Option<Timestamp>))]
            pub comply_by: Change<Timestamp>,
            $($(#[$doc])*
            #[serde(rename = $wire, skip_serializing_if = "Option::is_none")]
            pub $name: Option<$type>,)*
        }

        impl UpdateOrganization {
            /// Returns the settings after this change, and the names of those that changed.
            pub fn apply(&self, before: &Settings) -> (Settings, Vec<&'static str>) {
                let mut after = before.clone();
                let mut names = Vec::new();
                $(if let Some(value) = self.$name.as_ref().filter(|it| **it != before.$name) {
                    after.$name.clone_from(value);
                    names.push($wire);
                })*
                (after, names)
            }

            /// The settings that are out of range: the path of each field, and how to correct it.
            pub fn faults(&self) -> Vec<(String, &'static str)> {
                let mut faults = Vec::new();
                $(for (field, mend) in self.$name.iter().flat_map(Setting::faults) {
                    faults.push((format!("{}.{field}", $wire), mend));
                })*
                faults
            }
        }
    };
}

// To add a setting, add it here, or a field to one of the policies.
settings! {
    /// Whether users may edit their profile in the User Portal.
    users_may_edit_profile: bool, "usersMayEditProfile", "Users may edit their profile" => true;
    /// Which profile fields only administrators may edit. By default those from which other systems
    /// could derive rights: department, manager, cost center, employee number and employee type.
    profile_policy: ProfilePolicy, "profilePolicy", "Profile fields of the organization" => ProfilePolicy::default();
    /// Whether users may have a recovery email, which also receives reset links. If turned off,
    /// existing recovery emails are kept, but nothing is sent to them.
    recovery_email_enabled: bool, "recoveryEmailEnabled", "Recovery email" => false;
    /// The requirements for new passwords.
    password_policy: PasswordPolicy, "passwordPolicy", "Password requirements" => PasswordPolicy::default();
    /// How long users may and must keep a password. A change applies to all existing passwords
    /// immediately.
    aging_policy: AgingPolicy, "agingPolicy", "Password aging" => AgingPolicy::default();
    /// When failed attempts lock a user's account.
    lockout_policy: LockoutPolicy, "lockoutPolicy", "Lockout" => LockoutPolicy::default();
    /// When failed attempts lock an administrator's account. They always do: `locks` must be true.
    /// Changing it also requires `administrators:write`.
    administrator_lockout_policy: LockoutPolicy, "administratorLockoutPolicy", "Lockout of administrators" => LockoutPolicy::ADMINISTRATORS;
    /// Who needs MFA. Where it becomes required, the enrollment period of every account without a
    /// factor begins at once.
    mfa_policy: MfaPolicy, "mfaPolicy", "MFA" => MfaPolicy::default();
}
