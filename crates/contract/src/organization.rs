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
    /// Name, as mails and sign-in pages show it.
    pub name: String,
    /// Whom people may write to when they need help; shown where they are stuck.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact_email: Option<String>,
    /// Whether users may edit their profile in the User Portal.
    pub users_may_edit_profile: bool,
    /// What passwords must be.
    pub password_policy: PasswordPolicy,
    /// How long users may and must keep a password.
    pub ageing_policy: AgeingPolicy,
    /// The date by which everybody must have a new password, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compliance_deadline: Option<ComplianceDeadline>,
    /// When failed attempts lock an account.
    pub lockout_policy: LockoutPolicy,
    /// Who needs a second factor.
    pub mfa_policy: MfaPolicy,
    /// Whether users may have a recovery email, which also gets reset links.
    pub recovery_email_enabled: bool,
    /// When the organization was created.
    pub created_at: Timestamp,
    /// The version for `If-Match`; the `ETag` header says the same.
    pub version: u64,
}

/// Changes the organization. A field left out stays.
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
    /// Whether users may edit their profile in the User Portal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub users_may_edit_profile: Option<bool>,
    /// What new passwords of users must be, as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password_policy: Option<PasswordPolicy>,
    /// How long users may and must keep a password, as a whole. Every password's expiry
    /// follows at once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ageing_policy: Option<AgeingPolicy>,
    /// The date by which every user must have replaced the password they have now, at most a
    /// year ahead; on it the others expire. `null` takes it back.
    #[serde(skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Timestamp>))]
    pub comply_by: Change<Timestamp>,
    /// When failed attempts lock an account, as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lockout_policy: Option<LockoutPolicy>,
    /// Who needs a second factor, as a whole. Where one is required anew, the enrolment
    /// period of everybody without one begins at once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mfa_policy: Option<MfaPolicy>,
    /// Whether users may have a recovery email. Switched off, those entered stay and get nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recovery_email_enabled: Option<bool>,
}
