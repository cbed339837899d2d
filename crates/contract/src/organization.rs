//! The organization: the tenant that owns users, administrators, settings and events.

use rules::ageing::{AgeingPolicy, ComplianceDeadline};
use rules::lockout::LockoutPolicy;
use rules::mfa::MfaPolicy;
use rules::password::PasswordPolicy;
use rules::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::change::Change;
use crate::ids::OrganizationId;

/// The organization's profile and settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::organization))]
pub struct Organization {
    /// Identifier.
    pub id: OrganizationId,
    /// Name, as emails and sign-in pages show it.
    pub name: String,
    /// Whom people may write to when they need help; shown where they are stuck.
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
    /// The version for `If-Match`; the `ETag` header says the same.
    pub version: u64,
}

/// The value of a setting.
trait Setting {
    /// What is out of range: the field and how to correct it.
    fn faults(&self) -> Vec<(&'static str, &'static str)>;
}

impl Setting for bool {
    fn faults(&self) -> Vec<(&'static str, &'static str)> {
        Vec::new()
    }
}

macro_rules! policies {
    ($($policy:ty),*) => {
        $(impl Setting for $policy {
            fn faults(&self) -> Vec<(&'static str, &'static str)> {
                <$policy>::faults(self)
            }
        })*
    };
}

policies!(PasswordPolicy, AgeingPolicy, LockoutPolicy, MfaPolicy);

macro_rules! settings {
    ($($(#[$doc:meta])* $name:ident: $type:ty, $wire:literal => $default:expr;)*) => {
        /// The settings of an organization. They are stored as one JSON document, in which a
        /// setting that is newer than the document has its default.
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

        /// Changes the organization. A field left out stays; a policy is replaced as a whole.
        #[derive(Clone, Debug, Default, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase", deny_unknown_fields, default)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[cfg_attr(feature = "openapi", schema(example = crate::examples::update_organization))]
        pub struct UpdateOrganization {
            /// Name.
            #[serde(skip_serializing_if = "Option::is_none")]
            #[cfg_attr(feature = "openapi", schema(max_length = 100))]
            pub name: Option<String>,
            /// Whom people may write to when they need help; an empty text clears it.
            #[serde(skip_serializing_if = "Option::is_none")]
            #[cfg_attr(feature = "openapi", schema(max_length = 254))]
            pub contact_email: Option<String>,
            /// The date by which every user must have replaced the password they have now, at
            /// most a year ahead; on it the others expire. `null` cancels it.
            #[serde(skip_serializing_if = "Change::is_keep")]
            #[cfg_attr(feature = "openapi", schema(value_type = Option<Timestamp>))]
            pub comply_by: Change<Timestamp>,
            $($(#[$doc])*
            #[serde(rename = $wire, skip_serializing_if = "Option::is_none")]
            pub $name: Option<$type>,)*
        }

        impl UpdateOrganization {
            /// The settings after this change, and the names of those that differ.
            pub fn apply(&self, before: &Settings) -> (Settings, Vec<&'static str>) {
                let mut after = before.clone();
                let mut names = Vec::new();
                $(if let Some(value) = self.$name.as_ref().filter(|it| **it != before.$name) {
                    after.$name.clone_from(value);
                    names.push($wire);
                })*
                (after, names)
            }

            /// What is out of range in the settings: the path of the field, and how to correct it.
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
    users_may_edit_profile: bool, "usersMayEditProfile" => true;
    /// Whether users may have a recovery email, which also gets reset links. Switched off, those
    /// entered stay and get nothing.
    recovery_email_enabled: bool, "recoveryEmailEnabled" => false;
    /// What new passwords of users must be.
    password_policy: PasswordPolicy, "passwordPolicy" => PasswordPolicy::default();
    /// How long users may and must keep a password. Every password's expiry follows at once.
    ageing_policy: AgeingPolicy, "ageingPolicy" => AgeingPolicy::default();
    /// When failed attempts lock an account.
    lockout_policy: LockoutPolicy, "lockoutPolicy" => LockoutPolicy::default();
    /// Who needs MFA. Where it becomes required, the enrollment period of every account without a
    /// factor begins at once.
    mfa_policy: MfaPolicy, "mfaPolicy" => MfaPolicy::default();
}
