//! Emailed links. The token is in the fragment of the URL, so it does not appear in server logs or
//! in `Referer`. Opening a link changes nothing; the button on its page does.

use rules::links::LinkPurpose;
use rules::mfa::FactorKind;
use rules::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::branding::Branding;
use crate::factors::FactorProof;
use crate::sign_in::{AccessToken, PasswordRequirements};

/// Requests a reset link. The response is the same for known and unknown addresses.
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

/// Uses a link for the only purpose of the endpoint.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LinkToken {
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

/// A link to inspect.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InspectLink {
    /// The purpose of the page that the link opened.
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

/// The details of a valid link, for its page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::link_details))]
pub struct LinkDetails {
    /// The link's purpose.
    pub purpose: LinkPurpose,
    /// When it expires.
    pub expires_at: Timestamp,
    /// The organization's name.
    pub organization_name: String,
    /// The branding of the organization's pages.
    #[serde(default)]
    pub branding: Branding,
    /// The person's name.
    pub display_name: String,
    /// The requirements for the new password.
    pub requirements: PasswordRequirements,
    /// The accepted factors, if one is required; otherwise empty.
    pub factors: Vec<FactorKind>,
    /// Whether the terms of service must be accepted.
    pub terms_required: bool,
}

/// Sets the password with a link and voids the link.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SetPasswordByLink {
    /// The link's purpose.
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
    /// Whether the person accepts the terms of service; required if `termsRequired` is true.
    #[serde(default)]
    pub terms_accepted: bool,
    /// A factor; required unless `factors` is empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub factor: Option<FactorProof>,
}

/// The password was set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasswordSet {
    /// The access token, after an activation or an invitation, which sign the person in. Absent
    /// after a reset, and if the organization's terms must be accepted: the person signs in with the new
    /// password.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access_token: Option<AccessToken>,
}
