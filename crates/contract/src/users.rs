//! Users, as administrators and integrators see them.

use rules::state::UserState;
use rules::status::{ExpiryReason, Lock, PasswordStatus};
use rules::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::factors::MfaDetails;
use crate::ids::UserId;
pub use crate::profile::{
    Address, CreateUser, MfaChanges, PasswordChanges, Profile, ProfileChanges, UpdateUser,
};
use crate::recovery_email::RecoveryEmail;
use crate::terms::AcceptedTerms;
#[cfg(feature = "openapi")]
use crate::user_attributes::AttributeValue;
use crate::user_attributes::AttributeValues;

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
    /// Whether the email can get password reset links. False after it was changed by a caller
    /// without `users:assist`, until the user has verified it.
    pub email_verified: bool,
    /// Username.
    pub username: String,
    /// The user's name: the display name, else first and last name, else the username.
    pub name: String,
    /// The profile.
    #[serde(flatten)]
    pub profile: Profile,
    /// The values of the attributes that the organization has added, by their names; absent if there
    /// are none.
    #[serde(default, skip_serializing_if = "AttributeValues::is_empty")]
    #[cfg_attr(
        feature = "openapi",
        schema(value_type = std::collections::BTreeMap<crate::documented::AttributeName, AttributeValue>)
    )]
    pub attributes: AttributeValues,
    /// User state.
    pub state: UserState,
    /// When the state last changed.
    pub state_changed_at: Timestamp,
    /// Whether this user may edit their profile; absent if the organization's setting
    /// `usersMayEditProfile` applies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile_editable_override: Option<bool>,
    /// Password status and the facts that determine it.
    pub password: PasswordDetails,
    /// Whether the password has expired, even if the account is locked.
    pub password_expired: bool,
    /// The failed attempts that count toward a lock.
    pub failed_attempts: FailedAttempts,
    /// The recovery email, verified or not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recovery_email: Option<RecoveryEmail>,
    /// MFA status.
    pub mfa: MfaDetails,
    /// The pending activation, if its link can still be used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activation: Option<ActivationDetails>,
    /// The version of the organization's terms that the user accepted last; absent if there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terms: Option<AcceptedTerms>,
    /// When the user last signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_sign_in_at: Option<Timestamp>,
    /// When the user was created.
    pub created_at: Timestamp,
    /// When the user was last changed.
    pub updated_at: Timestamp,
    /// The version for `If-Match`. The `ETag` header begins with it.
    pub version: u64,
}

/// The status of a password, and the reasons for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasswordDetails {
    /// The status.
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
    /// Whether it is a temporary password that an administrator set. It must be replaced at the
    /// next sign-in.
    pub temporary: bool,
    /// Why the account is locked, if it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lock: Option<Lock>,
    /// The reason that the administrator who locked the account entered for the user.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lock_note: Option<String>,
}

/// The failed attempts of a user that count toward a lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FailedAttempts {
    /// Consecutive wrong passwords in browsers that are not known to the account, and wrong factors
    /// if the lockout policy counts them together.
    pub passwords: AttemptCount,
    /// Consecutive wrong factors; absent if they are counted together with wrong passwords.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub factors: Option<AttemptCount>,
    /// When they stop counting if there are no further attempts; absent if there are none, or if
    /// they count until a sign-in or an administrator clears them. Entering the password in a known
    /// browser does not clear them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
}

/// The number of failed attempts of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AttemptCount {
    /// How many count now, at most `limit`. Attempts that the lockout policy has forgotten do not.
    pub used: u32,
    /// How many lock the account; absent if the lockout policy does not lock accounts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}

/// A pending activation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActivationDetails {
    /// When the email was created.
    pub sent_at: Timestamp,
    /// When the link expires.
    pub expires_at: Timestamp,
}

/// Locks a user.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LockUser {
    /// Why. The user sees it after the correct password, and administrators see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 200, example = "Your laptop was reported stolen")
    )]
    pub reason: Option<String>,
}

/// Sends the activation email to another address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SendActivation {
    /// The address. It is used once, and is not stored as an address of the user.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 254, example = "ada@home.example")
    )]
    pub email: String,
}

/// Sets a temporary password.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SetTemporaryPassword {
    /// The password. If omitted, one is generated.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 1024, format = Password, example = "Quiet-Orchard-Lantern-42")
    )]
    pub password: Option<String>,
}

/// The result of setting a temporary password.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TemporaryPassword {
    /// The generated password, shown only in this response; absent if the request contained one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "Quiet-Orchard-Lantern-42"))]
    pub password: Option<String>,
    /// When it expires. Until then it can be used to sign in.
    pub expires_at: Timestamp,
}

/// The number of users in each state and status, for the filters of the list. Counting stops after
/// 10,000, and 10001 means "more than 10,000", unless the request asks for exact counts.
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
    /// Users whose password expires within 7 days.
    pub expiring: u64,
    /// Users whose password was set before the compliance deadline was configured.
    pub must_comply: u64,
    /// How many users have each MFA status.
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

/// How many accounts have each MFA status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MfaCounts {
    /// Has a factor.
    pub enrolled: u64,
    /// Must set up MFA, and have time left.
    pub enrollment_period: u64,
    /// Are locked, because they did not set up MFA in time.
    pub enrollment_overdue: u64,
    /// Has no factor, and is either not required to have one or not yet in an enrollment period.
    pub not_enrolled: u64,
}
