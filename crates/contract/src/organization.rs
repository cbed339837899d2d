//! The organization: the tenant that owns users, administrators, settings and events.

#[cfg(test)]
mod tests;

use rules::appearance::Appearance;
use rules::directory::DirectoryPolicy;
use rules::event::EventRetention;
use rules::lockout::LockoutPolicy;
use rules::mfa::MfaPolicy;
use rules::password_aging::{AgingPolicy, ComplianceDeadline};
use rules::passwords::PasswordPolicy;
use rules::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::change::{self, Change, Object, Patch};
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
    /// The path of the logo on this server, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logo: Option<String>,
    /// When the organization was created.
    pub created_at: Timestamp,
    /// The version for `If-Match`. The `ETag` header begins with it.
    pub version: u64,
}

/// The value of a setting.
trait Setting {
    /// The fields that are out of range, each with how to correct it.
    fn faults(&self) -> Vec<(&'static str, &'static str)>;

    /// Whether it protects accounts less than `before`.
    fn is_weaker_than(&self, before: &Self) -> bool;
}

/// A switch grants something to users, so turning it on can protect accounts less.
impl Setting for bool {
    fn faults(&self) -> Vec<(&'static str, &'static str)> {
        Vec::new()
    }

    fn is_weaker_than(&self, before: &Self) -> bool {
        *self && !*before
    }
}

/// The name of a time zone (IANA).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(
    feature = "openapi",
    schema(max_length = 64, example = "Europe/Berlin")
)]
pub struct TimeZoneName(pub String);

impl Default for TimeZoneName {
    fn default() -> Self {
        Self("UTC".to_owned())
    }
}

/// The time zone protects nothing.
impl Setting for TimeZoneName {
    fn faults(&self) -> Vec<(&'static str, &'static str)> {
        Vec::new()
    }

    fn is_weaker_than(&self, _: &Self) -> bool {
        false
    }
}

macro_rules! policies {
    ($($policy:ty, $changes:ident;)*) => {
        $(impl Setting for $policy {
            fn faults(&self) -> Vec<(&'static str, &'static str)> {
                <$policy>::faults(self)
            }

            fn is_weaker_than(&self, before: &Self) -> bool {
                <$policy>::is_weaker_than(self, before)
            }
        }

        impl Object for $policy {
            const IGNORES_UNKNOWN: bool = true;
        }

        impl ChangeSetting<$policy> for Patch<$policy> {
            fn apply(&self, before: &$policy) -> $policy {
                Self::apply(self, before)
            }
        }

        #[doc = concat!("Changes of a [`", stringify!($policy), "`].")]
        pub type $changes = Patch<$policy>;)*
    };
}

policies! {
    ProfilePolicy, ProfilePolicyChanges;
    PasswordPolicy, PasswordPolicyChanges;
    AgingPolicy, AgingPolicyChanges;
    LockoutPolicy, LockoutPolicyChanges;
    MfaPolicy, MfaPolicyChanges;
    EventRetention, EventRetentionChanges;
    Appearance, AppearanceChanges;
    DirectoryPolicy, DirectoryPolicyChanges;
}

/// A change of a setting.
trait ChangeSetting<S> {
    /// The setting after this change.
    fn apply(&self, before: &S) -> S;
}

impl ChangeSetting<Self> for bool {
    fn apply(&self, _: &Self) -> Self {
        *self
    }
}

impl ChangeSetting<Self> for TimeZoneName {
    fn apply(&self, _: &Self) -> Self {
        self.clone()
    }
}

/// A new logo.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SetLogo {
    /// The image in base64: PNG, JPEG or WebP, at most 256 KiB and 2048 by 2048 pixels. The server
    /// scales it to at most 480 by 96 pixels and re-encodes it as PNG.
    #[cfg_attr(
        feature = "openapi",
        schema(
            max_length = 349_528,
            example = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
        )
    )]
    pub picture: String,
}

/// A new compliance deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, remote = "Self")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SetComplianceDeadline {
    /// When passwords that were not replaced expire: at most a year from now.
    pub by: Timestamp,
}

rules::only_as_object!(SetComplianceDeadline);

impl Settings {
    /// The document that replaces `stored`: these settings, and what else `stored` has, because a newer
    /// server that runs beside this one during an upgrade has stored it.
    ///
    /// # Errors
    /// If the settings cannot be JSON.
    pub fn stored_over(&self, stored: Value) -> Result<Value, serde_json::Error> {
        serde_json::to_value(self).map(|settings| laid_over(stored, settings))
    }
}

/// `value` with the members that only `below` has.
fn laid_over(below: Value, value: Value) -> Value {
    match (below, value) {
        (Value::Object(mut all), Value::Object(members)) => {
            for (name, member) in members {
                let member = match all.remove(&name) {
                    Some(below) => laid_over(below, member),
                    None => member,
                };
                all.insert(name, member);
            }
            Value::Object(all)
        }
        (_, value) => value,
    }
}

macro_rules! settings {
    ($($(#[$doc:meta])* $name:ident: $type:ty, $changes:ty, $wire:literal, $label:literal => $default:expr;)*) => {
        /// The settings of an organization. They are stored as one JSON document. Settings that
        /// were added after a document was stored have their defaults. Members that a newer server has
        /// stored are ignored, but not unknown values: a default might be less strict.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase", default)]
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

        /// Updates the organization (RFC 7396): omitted fields stay unchanged, including those of a policy.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase", deny_unknown_fields, default)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[cfg_attr(feature = "openapi", schema(example = crate::examples::update_organization))]
        pub struct UpdateOrganization {
            /// Name.
            #[serde(deserialize_with = "change::value", skip_serializing_if = "Option::is_none")]
            #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 100))]
            pub name: Option<String>,
            /// The address to contact for help. `null` removes it.
            #[serde(skip_serializing_if = "Change::is_keep")]
            #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, max_length = 254))]
            pub contact_email: Change<String>,
            /// The date by which every user must have replaced their current password. Passwords
            /// that have not been replaced expire on that date. `null` cancels the deadline.
            #[serde(skip_serializing_if = "Change::is_keep")]
            #[cfg_attr(feature = "openapi", schema(value_type = Option<SetComplianceDeadline>))]
            pub compliance_deadline: Change<SetComplianceDeadline>,
            $($(#[$doc])*
            #[serde(
                rename = $wire,
                deserialize_with = "change::value",
                skip_serializing_if = "Option::is_none"
            )]
            #[cfg_attr(feature = "openapi", schema(value_type = $changes))]
            pub $name: Option<$changes>,)*
        }

        impl UpdateOrganization {
            /// Returns the settings after this change, and the names of those that changed.
            pub fn apply(&self, before: &Settings) -> (Settings, Vec<&'static str>) {
                let mut after = before.clone();
                let mut names = Vec::new();
                $(if let Some(change) = &self.$name {
                    after.$name = ChangeSetting::apply(change, &before.$name);
                    if after.$name != before.$name {
                        names.push($wire);
                    }
                })*
                (after, names)
            }

            /// What would be out of range after this change: the path of each field, and how to
            /// correct it.
            pub fn faults(&self, before: &Settings) -> Vec<(String, &'static str)> {
                let mut faults = Vec::new();
                $(if let Some(change) = &self.$name {
                    let after = ChangeSetting::apply(change, &before.$name);
                    for (field, mend) in Setting::faults(&after) {
                        faults.push((format!("{}.{field}", $wire), mend));
                    }
                })*
                faults
            }
        }
    };
}

// To add a setting, add it here, or a field to one of the policies.
settings! {
    /// Whether users may edit their profile in the User Portal.
    users_may_edit_profile: bool, bool, "usersMayEditProfile", "Users may edit their profile" => true;
    /// Which profile fields only administrators may edit. By default those from which other systems
    /// could derive rights, such as the department and the employee number.
    profile_policy: ProfilePolicy, ProfilePolicyChanges, "profilePolicy", "Profile fields that only administrators may edit" => ProfilePolicy::default();
    /// The IANA time zone for times that administrators enter without an offset, such as the times of
    /// scheduled changes. The days and weeks of reports begin in it.
    time_zone: TimeZoneName, TimeZoneName, "timeZone", "Time zone" => TimeZoneName::default();
    /// Whether users may have a recovery email, which also receives reset links. If turned off,
    /// existing recovery emails are kept, but nothing is sent to them.
    recovery_email_enabled: bool, bool, "recoveryEmailEnabled", "Recovery email" => false;
    /// The requirements for new passwords.
    password_policy: PasswordPolicy, PasswordPolicyChanges, "passwordPolicy", "Password requirements" => PasswordPolicy::default();
    /// How long users may and must keep a password. A change applies to all existing passwords
    /// immediately.
    aging_policy: AgingPolicy, AgingPolicyChanges, "agingPolicy", "Password aging" => AgingPolicy::default();
    /// When failed attempts lock a user's account.
    lockout_policy: LockoutPolicy, LockoutPolicyChanges, "lockoutPolicy", "Lockout" => LockoutPolicy::default();
    /// When failed attempts lock an administrator's account. They always do: `locks` must be true.
    /// Changing it also requires `administrators:write`.
    administrator_lockout_policy: LockoutPolicy, LockoutPolicyChanges, "administratorLockoutPolicy", "Lockout of administrators" => LockoutPolicy::ADMINISTRATORS;
    /// Who needs MFA. When MFA becomes required, the enrollment period of every account without a factor
    /// begins immediately. Changing `administrators`, `enrollmentDays` or the lifetime of passkey sessions
    /// also requires `administrators:write`, because they apply to owners.
    mfa_policy: MfaPolicy, MfaPolicyChanges, "mfaPolicy", "MFA" => MfaPolicy::default();
    /// How long events are kept. By default, forever. Changing it also requires `administrators:write`,
    /// because it decides for how long the actions of owners can be examined.
    event_retention: EventRetention, EventRetentionChanges, "eventRetention", "Retention of events" => EventRetention::default();
    /// How sign-in pages, portals and emails look.
    appearance: Appearance, AppearanceChanges, "appearance", "Appearance" => Appearance::default();
    /// The LDAP directory: whether there is one, its suffix, and what remains of a user's access while the
    /// account is locked or its password has expired.
    directory: DirectoryPolicy, DirectoryPolicyChanges, "directory", "LDAP directory" => DirectoryPolicy::default();
}
