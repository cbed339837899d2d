//! Changing the company email of a user. It receives password reset links, so the change is a separate
//! action, which the user can undo.

use serde::{Deserialize, Serialize};

/// Changes a user's company email.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeUserEmail {
    /// The new address, unique on the server.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 254, example = "ada.king@example.com")
    )]
    pub email: String,
}

/// The change of the company email was undone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EmailRestored {
    /// The company email of the account before the change.
    #[cfg_attr(feature = "openapi", schema(example = "ada.lovelace@example.com"))]
    pub email: String,
    /// Whether the account has it again. `false` if another user has it by now: the account keeps the new
    /// address, unverified, and is suspended until an administrator activates it.
    #[cfg_attr(feature = "openapi", schema(example = true))]
    pub restored: bool,
}
