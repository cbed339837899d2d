//! Signing in, step by step: the server names the next step, and the client renders it. A cookie
//! binds the sign-in to the browser for 10 minutes.

pub mod diagnosis;

use rules::mfa::FactorKind;
use rules::passwords::PasswordPolicy;
pub use rules::sign_in::ReplaceReason;
use rules::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::factors::FactorProof;
use crate::terms::Terms;

/// Begins a sign-in. The response is the same for known and unknown addresses.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BeginSignIn {
    /// The account's email address.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 254, example = "ada@example.com")
    )]
    pub email: String,
}

/// The password step.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SubmitPassword {
    /// The account's password.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 1024, format = Password, example = "correct horse battery staple")
    )]
    pub password: String,
}

/// The MFA step.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SubmitFactor {
    /// One of the accepted factors.
    pub factor: FactorProof,
}

/// The step that replaces a temporary or expired password.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReplacePassword {
    /// The new password.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 1024, format = Password, example = "Quiet-Orchard-Lantern-42")
    )]
    pub new_password: String,
}

/// The next step of a sign-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum NextStep {
    /// The password.
    Password,
    /// MFA.
    Factor,
    /// Accepting the organization's terms.
    AcceptTerms,
    /// A new password to replace the temporary or expired one.
    ReplacePassword,
    /// The sign-in is complete.
    Complete,
}

/// The current state of a sign-in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::sign_in))]
pub struct SignIn {
    /// The address as typed; empty for passkey sign-ins.
    pub email: String,
    /// The next step.
    pub next_step: NextStep,
    /// When the sign-in expires.
    pub expires_at: Timestamp,
    /// The accepted factors, in the order to offer them, if the next step is `factor`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub factors: Vec<FactorKind>,
    /// The terms to accept, if the next step is `accept_terms`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terms: Option<Terms>,
    /// The reason, if the next step is `replace_password`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replace_reason: Option<ReplaceReason>,
    /// The requirements for the new password, if the next step is `replace_password`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requirements: Option<PasswordRequirements>,
    /// The new session's access token, if the sign-in is complete.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access_token: Option<AccessToken>,
}

/// The requirements for a new password. Check them with `rules::passwords` as the person types.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasswordRequirements {
    /// The organization's policy.
    pub policy: PasswordPolicy,
    /// The account's email, which the password must not contain.
    pub email: String,
    /// The account's username, which the password must not contain; empty if there is none.
    pub username: String,
}

/// An access token: a JWT (RFC 9068, EdDSA) to send as `Authorization: Bearer`. Keep it in memory
/// only. The refresh token is in an `HttpOnly` cookie.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccessToken {
    /// The token.
    #[cfg_attr(
        feature = "openapi",
        schema(
            example = "eyJhbGciOiJFZERTQSIsInR5cCI6ImF0K2p3dCJ9.eyJzdWIiOiIwMTk5ZjNjMCJ9.c2lnbmF0dXJl"
        )
    )]
    pub access_token: String,
    /// Always `Bearer`.
    #[cfg_attr(feature = "openapi", schema(example = "Bearer"))]
    pub token_type: String,
    /// Seconds until it expires.
    #[cfg_attr(feature = "openapi", schema(example = 300))]
    pub expires_in_seconds: u64,
}

impl std::fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AccessToken(hidden)")
    }
}
