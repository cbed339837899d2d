//! Mailed links. The token stands in the address's fragment, so that no server and no
//! `Referer` sees it; opening a link changes nothing, the button on its page does.

use rules::lifetimes::LinkPurpose;
use rules::mfa::FactorKind;
use rules::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::factors::FactorProof;
use crate::sign_in::{AccessToken, PasswordRequirements};

/// Asks for a reset link. The answer is the same for known and unknown addresses.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RequestPasswordReset {
    /// The account's email address.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 254, example = "ada@example.com")
    )]
    pub email: String,
}

/// A link that somebody opened.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InspectLink {
    /// What the page that was opened is for.
    pub purpose: LinkPurpose,
    /// The token in the link's fragment.
    #[cfg_attr(
        feature = "openapi",
        schema(
            max_length = 128,
            example = "Qm9va2VyLXRva2VuLW9mLXRoZS1saW5rLW9uY2Utb25seQ"
        )
    )]
    pub token: String,
}

/// What the page of a usable link shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::link_details))]
pub struct LinkDetails {
    /// What it is for.
    pub purpose: LinkPurpose,
    /// Until when it can be used.
    pub expires_at: Timestamp,
    /// The organization it belongs to.
    pub organization_name: String,
    /// What the person is called.
    pub display_name: String,
    /// What the new password must be.
    pub requirements: PasswordRequirements,
    /// The second factors of which one must be given with it; empty where none is due.
    pub factors: Vec<FactorKind>,
    /// Whether the terms of service must be accepted with it.
    pub terms_required: bool,
}

/// Uses the link: sets the password and voids the link.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SetPasswordByLink {
    /// What the link is for.
    pub purpose: LinkPurpose,
    /// The token in the link's fragment.
    #[cfg_attr(
        feature = "openapi",
        schema(
            max_length = 128,
            example = "Qm9va2VyLXRva2VuLW9mLXRoZS1saW5rLW9uY2Utb25seQ"
        )
    )]
    pub token: String,
    /// The new password.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 1024, format = Password, example = "Quiet-Orchard-Lantern-42")
    )]
    pub new_password: String,
    /// Whether the person accepts the terms of service; needed where `termsRequired` says so.
    #[serde(default)]
    pub terms_accepted: bool,
    /// A second factor; needed where `factors` names any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub factor: Option<FactorProof>,
}

/// The password is set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasswordSet {
    /// After an activation or invitation: the person is signed in with this. After a reset
    /// it is absent: they sign in with the new password.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access_token: Option<AccessToken>,
}
