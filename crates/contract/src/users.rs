//! Users, as administrators and integrators see them.

use rules::mfa::MfaRequirement;
use rules::state::UserState;
use rules::status::{ExpiryReason, Lock, PasswordStatus};
use rules::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::change::Change;
use crate::factors::MfaDetails;
use crate::ids::UserId;
use crate::recovery_email::RecoveryEmail;

/// A postal address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    rename_all = "camelCase",
    deny_unknown_fields,
    default,
    remote = "Self"
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Address {
    /// Street and house number; may have several lines.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub street: String,
    /// City or town.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub locality: String,
    /// State, province or county.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub region: String,
    /// Postal code.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub postal_code: String,
    /// Country.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub country: String,
}

rules::only_as_object!(Address);

impl Address {
    /// Whether nothing is filled in.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

macro_rules! profile {
    ($($(#[$doc:meta])* $name:ident: $type:ty,)*) => {
        /// What is known of a user beside email and username. Every field may be absent.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase")]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub struct Profile {
            $($(#[$doc])* #[serde(default, skip_serializing_if = "Option::is_none")] pub $name: Option<$type>,)*
        }

        /// Changes to a profile (RFC 7396): a field left out stays, `null` clears it.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[cfg_attr(feature = "openapi", schema(example = crate::examples::profile_changes))]
        pub struct ProfileChanges {
            $($(#[$doc])*
            #[serde(default, skip_serializing_if = "Change::is_keep")]
            #[cfg_attr(feature = "openapi", schema(value_type = Option<$type>))]
            pub $name: Change<$type>,)*
        }

        impl ProfileChanges {
            /// The profile after these changes.
            pub fn apply(self, profile: Profile) -> Profile {
                Profile { $($name: self.$name.apply(profile.$name),)* }
            }

            /// The changes that lead from `before` to `after`.
            pub fn between(before: &Profile, after: &Profile) -> Self {
                Self {
                    $($name: if before.$name == after.$name {
                        Change::Keep
                    } else {
                        Change::from_option(after.$name.clone())
                    },)*
                }
            }
        }

        /// Changes to a user by an administrator: email, username and the profile. A field
        /// left out stays; a profile field set to `null` is cleared.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[cfg_attr(feature = "openapi", schema(example = crate::examples::update_user))]
        pub struct UpdateUser {
            /// Company email.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            #[cfg_attr(feature = "openapi", schema(max_length = 254))]
            pub email: Option<String>,
            /// Username.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            #[cfg_attr(feature = "openapi", schema(max_length = 64))]
            pub username: Option<String>,
            /// Whether the password is exempt from the organization's maximum age.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub password_never_expires: Option<bool>,
            /// What is asked of this user instead of what the organization asks: `optional`
            /// or `required`. `null`: what the organization asks.
            #[serde(default, skip_serializing_if = "Change::is_keep")]
            #[cfg_attr(feature = "openapi", schema(value_type = Option<MfaRequirement>))]
            pub mfa_requirement: Change<MfaRequirement>,
            $($(#[$doc])*
            #[serde(default, skip_serializing_if = "Change::is_keep")]
            #[cfg_attr(feature = "openapi", schema(value_type = Option<$type>))]
            pub $name: Change<$type>,)*
        }

        impl UpdateUser {
            /// The profile part.
            pub fn into_profile_changes(self) -> ProfileChanges {
                ProfileChanges { $($name: self.$name,)* }
            }

            /// An update of the profile alone.
            pub fn from_profile_changes(changes: ProfileChanges) -> Self {
                Self {
                    email: None,
                    username: None,
                    password_never_expires: None,
                    mfa_requirement: Change::Keep,
                    $($name: changes.$name,)*
                }
            }
        }

        /// A new user.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[cfg_attr(feature = "openapi", schema(example = crate::examples::create_user))]
        pub struct CreateUser {
            /// Company email, unique on the server.
            #[cfg_attr(feature = "openapi", schema(max_length = 254, example = "ada@example.com"))]
            pub email: String,
            /// Username, unique in the organization.
            #[cfg_attr(feature = "openapi", schema(max_length = 64, example = "ada"))]
            pub username: String,
            /// `staged` (nothing is mailed) or `active` (an activation mail is sent). Default: `staged`.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub state: Option<UserState>,
            $($(#[$doc])* #[serde(default, skip_serializing_if = "Option::is_none")] pub $name: Option<$type>,)*
        }

        impl CreateUser {
            /// The profile part.
            pub fn profile(&self) -> Profile {
                Profile { $($name: self.$name.clone(),)* }
            }
        }
    };
}

profile! {
    /// First name.
    first_name: String,
    /// Middle name.
    middle_name: String,
    /// Last name.
    last_name: String,
    /// What the person wants to be called everywhere.
    display_name: String,
    /// Home address.
    home_address: Address,
    /// Mobile phone, private.
    mobile_phone: String,
    /// Home phone.
    home_phone: String,
    /// Language, as a BCP 47 tag.
    language: String,
    /// Time zone, as an IANA name.
    time_zone: String,
    /// Job title.
    job_title: String,
    /// Department.
    department: String,
    /// Company.
    company: String,
    /// Cost center.
    cost_center: String,
    /// Employee number.
    employee_number: String,
    /// Employee type: full time, contractor, ….
    employee_type: String,
    /// Location.
    location: String,
    /// Manager, by name or email.
    manager: String,
    /// Work address.
    work_address: Address,
    /// Work phone.
    work_phone: String,
    /// Work mobile phone.
    work_mobile_phone: String,
}

/// A user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::user))]
pub struct User {
    /// Identifier.
    pub id: UserId,
    /// Company email.
    pub email: String,
    /// Username.
    pub username: String,
    /// What the person is called: the display name, else first and last name, else the username.
    pub name: String,
    /// The profile.
    #[serde(flatten)]
    pub profile: Profile,
    /// User state.
    pub state: UserState,
    /// Since when the user is in this state.
    pub state_changed_at: Timestamp,
    /// Password status, with what it follows from.
    pub password: PasswordDetails,
    /// Whether the password has expired, also while the account is locked.
    pub password_expired: bool,
    /// The recovery email, verified or not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recovery_email: Option<RecoveryEmail>,
    /// Second factors.
    pub mfa: MfaDetails,
    /// The activation link that can still be used, if one can.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activation: Option<ActivationDetails>,
    /// The last sign-in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_sign_in_at: Option<Timestamp>,
    /// When the user was created.
    pub created_at: Timestamp,
    /// When the user was last changed.
    pub updated_at: Timestamp,
    /// The version for `If-Match`; the `ETag` header says the same.
    pub version: u64,
}

/// Where a password stands and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasswordDetails {
    /// The status to show.
    pub status: PasswordStatus,
    /// When it was last set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub set_at: Option<Timestamp>,
    /// When it expires or expired.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    /// Why it expires or expired.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expiry_reason: Option<ExpiryReason>,
    /// Whether it is exempt from the organization's maximum age.
    pub never_expires: bool,
    /// Whether an administrator set it, to be replaced at the next sign-in.
    pub temporary: bool,
    /// The lock that holds now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lock: Option<Lock>,
}

/// A pending activation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActivationDetails {
    /// When the mail was written.
    pub sent_at: Timestamp,
    /// Until when its link can be used.
    pub expires_at: Timestamp,
}

/// Sets a temporary password.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SetTemporaryPassword {
    /// The password; one is generated when it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 1024, format = Password, example = "Quiet-Orchard-Lantern-42")
    )]
    pub password: Option<String>,
}

/// A temporary password is set.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TemporaryPassword {
    /// The generated password, shown this once; absent when the administrator typed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "Quiet-Orchard-Lantern-42"))]
    pub password: Option<String>,
    /// Until when it opens a sign-in.
    pub expires_at: Timestamp,
}

/// How many users there are in each state and status, for the filters of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::user_counts))]
pub struct UserCounts {
    /// All users.
    pub total: u64,
    /// By user state.
    pub states: StateCounts,
    /// By password status.
    pub password_statuses: PasswordStatusCounts,
    /// Those whose password is from before the compliance deadline was set, where there is one.
    pub must_comply: u64,
    /// How many stand where with second factors.
    pub mfa: MfaCounts,
}

/// Users by state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StateCounts {
    /// Staged.
    pub staged: u64,
    /// Active.
    pub active: u64,
    /// Suspended.
    pub suspended: u64,
}

/// Users by password status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasswordStatusCounts {
    /// Pending.
    pub pending: u64,
    /// Active.
    pub active: u64,
    /// Expired.
    pub expired: u64,
    /// Locked.
    pub locked: u64,
}

/// How many accounts stand where with second factors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MfaCounts {
    /// With a factor.
    pub enrolled: u64,
    /// Must enrol one, and have time left.
    pub enrolment_period: u64,
    /// Are locked, since they did not enrol one in time.
    pub enrolment_overdue: u64,
    /// Have none and need not, or the period has not begun.
    pub not_enrolled: u64,
}
