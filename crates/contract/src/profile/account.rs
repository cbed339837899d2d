//! What administrators can change about a user besides the profile. The names are the same as in the user
//! that is read.

use rules::mfa::MfaRequirement;
use serde::{Deserialize, Serialize};

use crate::change::{self, Change};

/// Changes to a user's password.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, remote = "Self")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasswordChanges {
    /// Whether the password is exempt from the organization's maximum age.
    #[serde(
        default,
        deserialize_with = "change::value",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = bool))]
    pub never_expires: Option<bool>,
}

rules::only_as_object!(PasswordChanges);

/// Changes to a user's MFA.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, remote = "Self")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MfaChanges {
    /// The MFA requirement of this user: `optional` or `required`. `null` applies the
    /// organization's policy.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<MfaRequirement>))]
    pub requirement_override: Change<MfaRequirement>,
}

rules::only_as_object!(MfaChanges);
