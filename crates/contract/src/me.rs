//! The signed-in person's own account.

use rules::mfa::{MfaRequirement, MfaStatus};
use rules::passwords::PasswordPolicy;
use rules::role::{Permission, Role};
use rules::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::branding::Branding;
use crate::ids::{AdministratorId, OrganizationId, UserId};
use crate::recovery_email::RecoveryEmail;
#[cfg(feature = "openapi")]
use crate::user_attributes::AttributeValue;
use crate::user_attributes::{AttributeValues, OwnAttributeDefinition};
use crate::users::Profile;

/// The MFA status of the caller's account. See also `/me/factors`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnMfa {
    /// The requirement.
    pub requirement: MfaRequirement,
    /// The status.
    pub status: MfaStatus,
    /// When the enrollment period ends, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enroll_by: Option<Timestamp>,
}

/// A user's own account, as the User Portal shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::me))]
pub struct Me {
    /// The user's identifier.
    pub id: UserId,
    /// The organization's identifier.
    pub organization_id: OrganizationId,
    /// The organization's name.
    pub organization_name: String,
    /// The branding of the organization's pages.
    #[serde(default)]
    pub branding: Branding,
    /// The organization's contact for help, if set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact_email: Option<String>,
    /// Company email. Only administrators can change it.
    pub email: String,
    /// Whether the email can get password reset links. False after an administrator changed it, until
    /// the user has verified it.
    pub email_verified: bool,
    /// Username. Only administrators can change it.
    pub username: String,
    /// The profile.
    #[serde(flatten)]
    pub profile: Profile,
    /// The attributes that the organization has added and shows to users, in display order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attribute_definitions: Vec<OwnAttributeDefinition>,
    /// The user's values of these attributes, by their names; absent if there are none.
    #[serde(default, skip_serializing_if = "AttributeValues::is_empty")]
    #[cfg_attr(
        feature = "openapi",
        schema(value_type = std::collections::BTreeMap<crate::documented::AttributeName, AttributeValue>)
    )]
    pub attributes: AttributeValues,
    /// The user's name: the display name, else first and last name, else the username.
    pub name: String,
    /// Whether the user may edit the profile.
    pub profile_editable: bool,
    /// The names of the profile fields that only administrators may edit, even if `profileEditable`
    /// is true.
    pub organization_fields: Vec<String>,
    /// When the password was last set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password_set_at: Option<Timestamp>,
    /// When it expires; absent if it never does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password_expires_at: Option<Timestamp>,
    /// Whether it expires soon enough to show a warning.
    pub password_expires_soon: bool,
    /// When it can be changed, if there is a minimum age.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password_changeable_from: Option<Timestamp>,
    /// MFA status.
    pub mfa: OwnMfa,
    /// Whether users of the organization may have a recovery email.
    pub recovery_email_enabled: bool,
    /// The recovery email, verified or not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recovery_email: Option<RecoveryEmail>,
    /// The requirements for a new password.
    pub password_policy: PasswordPolicy,
    /// The version for `If-Match`. The `ETag` header begins with it.
    pub version: u64,
}

/// An administrator's own account, as the Admin Portal needs it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::administrator_me))]
pub struct AdministratorMe {
    /// The administrator's identifier.
    pub id: AdministratorId,
    /// The organization's identifier.
    pub organization_id: OrganizationId,
    /// The organization's name.
    pub organization_name: String,
    /// The branding of the organization's pages.
    #[serde(default)]
    pub branding: Branding,
    /// Email address.
    pub email: String,
    /// The administrator's name.
    pub name: String,
    /// Whether users of the organization may have a recovery email.
    pub recovery_email_enabled: bool,
    /// MFA status.
    pub mfa: OwnMfa,
    /// The role.
    pub role: Role,
    /// The permissions of the role.
    pub permissions: Vec<Permission>,
    /// When the password was last set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password_set_at: Option<Timestamp>,
    /// The requirements for a new password.
    pub password_policy: PasswordPolicy,
}

/// Changes the caller's password and ends all other sessions.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangePassword {
    /// The current password.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 1024, format = Password, example = "correct horse battery staple")
    )]
    pub current_password: String,
    /// The new password.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 1024, format = Password, example = "Quiet-Orchard-Lantern-42")
    )]
    pub new_password: String,
}
