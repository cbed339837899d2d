//! The signed-in person's own account.

use rules::mfa::{MfaRequirement, MfaStatus};
use rules::password::PasswordPolicy;
use rules::role::{Permission, Role};
use rules::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ids::{AdministratorId, OrganizationId, UserId};
use crate::recovery_email::RecoveryEmail;
use crate::users::Profile;

/// Where one's own account stands with second factors; `/me/factors` says more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnMfa {
    /// What is asked of the account.
    pub requirement: MfaRequirement,
    /// Where it stands.
    pub status: MfaStatus,
    /// When the enrolment period ends, where one runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enrol_by: Option<Timestamp>,
}

/// A user's own account, as the User Portal shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::me))]
pub struct Me {
    /// The user.
    pub id: UserId,
    /// The organization.
    pub organization_id: OrganizationId,
    /// Its name.
    pub organization_name: String,
    /// Whom the user may write to for help, where the organization says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact_email: Option<String>,
    /// Company email: set by administrators only.
    pub email: String,
    /// Username: set by administrators only.
    pub username: String,
    /// The rest of the profile.
    #[serde(flatten)]
    pub profile: Profile,
    /// What the person is called: the display name, else first and last name, else the username.
    pub name: String,
    /// Whether the user may change the profile, or only administrators.
    pub profile_editable: bool,
    /// When the password was last set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password_set_at: Option<Timestamp>,
    /// When it expires; absent when it does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password_expires_at: Option<Timestamp>,
    /// Whether that is near enough to say so on every page.
    pub password_expires_soon: bool,
    /// From when on it can be changed, where the organization asks for a minimum age.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password_changeable_from: Option<Timestamp>,
    /// Second factors.
    pub mfa: OwnMfa,
    /// Whether the organization lets its users have a recovery email.
    pub recovery_email_enabled: bool,
    /// The recovery email, verified or not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recovery_email: Option<RecoveryEmail>,
    /// What a new password must be.
    pub password_policy: PasswordPolicy,
    /// The version for `If-Match`; the `ETag` header says the same.
    pub version: u64,
}

/// An administrator's own account, as the Admin Portal needs it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::administrator_me))]
pub struct AdministratorMe {
    /// The administrator.
    pub id: AdministratorId,
    /// The organization.
    pub organization_id: OrganizationId,
    /// Its name.
    pub organization_name: String,
    /// Email address.
    pub email: String,
    /// What the person is called.
    pub name: String,
    /// Whether the organization lets its users have a recovery email.
    pub recovery_email_enabled: bool,
    /// Second factors.
    pub mfa: OwnMfa,
    /// The role.
    pub role: Role,
    /// What the role allows.
    pub permissions: Vec<Permission>,
    /// When the password was last set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password_set_at: Option<Timestamp>,
    /// What a new password must be.
    pub password_policy: PasswordPolicy,
}

/// Changes one's own password. Every other session ends.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangePassword {
    /// The present password.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 1024, format = Password, example = "correct horse battery staple")
    )]
    pub current_password: String,
    /// The new one.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 1024, format = Password, example = "Quiet-Orchard-Lantern-42")
    )]
    pub new_password: String,
}
