//! The recovery email: a personal address that also receives reset links once it is verified.

use rules::time::Timestamp;
use serde::{Deserialize, Serialize};

/// A user's recovery email.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecoveryEmail {
    /// The address.
    pub email: String,
    /// When it was set.
    pub entered_at: Timestamp,
    /// When the user verified it. Absent until then, and only the verification email is sent to the
    /// address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verified_at: Option<Timestamp>,
}

/// Sets the caller's recovery email.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SetOwnRecoveryEmail {
    /// The address. Must differ from the company email.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 254, example = "ada@home.example")
    )]
    pub email: String,
    /// The current password.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 1024, format = Password, example = "correct horse battery staple")
    )]
    pub current_password: String,
}

/// Removes the caller's recovery email.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RemoveOwnRecoveryEmail {
    /// The current password.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 1024, format = Password, example = "correct horse battery staple")
    )]
    pub current_password: String,
}

/// Sets a user's recovery email.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SetRecoveryEmail {
    /// The address. Must differ from the company email.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 254, example = "ada@home.example")
    )]
    pub email: String,
}
