//! MFA of the caller's own account, recovery codes, and step-up authentication.
//!
//! Passkey data has the browser's own JSON form: pass the options to
//! `PublicKeyCredential.parseCreationOptionsFromJSON` or `parseRequestOptionsFromJSON`, and send
//! back the result of `toJSON` (WebAuthn Level 3, section 5.1).

use std::fmt;

use rules::mfa::{FactorKind, MfaRequirement, MfaStatus};
use rules::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::ids::{CeremonyId, FactorId};
use crate::sign_in::AccessToken;

/// An authenticator app or a passkey of an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::factor))]
pub struct Factor {
    /// Identifier.
    pub id: FactorId,
    /// `totp` or `passkey`.
    pub kind: FactorKind,
    /// The name given by the account's owner.
    pub name: String,
    /// For passkeys: whether it is synced between devices or bound to one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub synced: Option<bool>,
    /// When it was added.
    pub created_at: Timestamp,
    /// When it was last used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<Timestamp>,
    /// When it was rejected as a possible clone: another device seems to use a copy of this
    /// passkey. It no longer works and should be removed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copied_at: Option<Timestamp>,
}

/// The MFA status of an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::mfa))]
pub struct MfaDetails {
    /// The status.
    pub status: MfaStatus,
    /// The requirement.
    pub requirement: MfaRequirement,
    /// The requirement, if it is set for this user and overrides the organization's policy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requirement_override: Option<MfaRequirement>,
    /// When the enrollment period ends or ended; absent if none has begun.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enroll_by: Option<Timestamp>,
    /// Authenticator apps and passkeys, oldest first.
    pub factors: Vec<Factor>,
    /// The number of unused recovery codes.
    pub recovery_codes_left: u64,
}

/// A QR code: a square of `size` modules, without the quiet zone.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QrCode {
    /// Modules per side.
    #[cfg_attr(feature = "openapi", schema(example = 33))]
    pub size: u32,
    /// The dark modules, as the `d` of an SVG `path` in units of one module.
    #[cfg_attr(feature = "openapi", schema(example = "M0 0h1v1h-1zM2 0h1v1h-1z"))]
    pub path: String,
}

/// The secret of a new authenticator app, to scan or type. It becomes a factor when a code is
/// confirmed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TotpEnrollment {
    /// Identifier, to send with the confirmation.
    pub enrollment_id: CeremonyId,
    /// The secret in base32 (RFC 4648), for typing.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    )]
    pub secret: String,
    /// The secret as an `otpauth:` URL, for an app on this device.
    #[cfg_attr(
        feature = "openapi",
        schema(
            example = "otpauth://totp/Example%20Ltd:ada.lovelace%40example.com?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Example%20Ltd"
        )
    )]
    pub uri: String,
    /// The secret as a QR code, for an app on another device.
    pub qr_code: QrCode,
    /// When it expires if not confirmed.
    pub expires_at: Timestamp,
}

/// Confirms a new authenticator app with one of its codes.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConfirmTotp {
    /// From the response that began the enrollment.
    pub enrollment_id: CeremonyId,
    /// The current six-digit code of the app.
    #[cfg_attr(feature = "openapi", schema(max_length = 32, example = "123456"))]
    pub code: String,
    /// A name for the app.
    #[cfg_attr(feature = "openapi", schema(max_length = 100, example = "My phone"))]
    pub name: String,
}

/// The browser's options for a passkey ceremony.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::passkey_challenge))]
pub struct PasskeyChallenge {
    /// Identifier, to send with the response. Works once.
    pub ceremony_id: CeremonyId,
    /// `PublicKeyCredentialCreationOptionsJSON` or `PublicKeyCredentialRequestOptionsJSON`.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub options: Value,
    /// When it expires.
    pub expires_at: Timestamp,
}

/// The result of a passkey ceremony.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, remote = "Self")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::passkey_answer))]
pub struct PasskeyAnswer {
    /// From the challenge.
    pub ceremony_id: CeremonyId,
    /// `RegistrationResponseJSON` or `AuthenticationResponseJSON`.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub credential: Value,
}

rules::only_as_object!(PasskeyAnswer);

/// Adds a passkey.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::add_passkey))]
pub struct AddPasskey {
    /// From the challenge.
    pub ceremony_id: CeremonyId,
    /// `RegistrationResponseJSON`.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub credential: Value,
    /// A name for the passkey.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 100, example = "Security key")
    )]
    pub name: String,
}

/// A factor was added.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FactorAdded {
    /// The factor.
    pub factor: Factor,
    /// Ten recovery codes, if this is the account's first factor. They are shown only in this
    /// response.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "openapi",
        schema(example = crate::examples::recovery_codes)
    )]
    pub recovery_codes: Option<Vec<String>>,
}

/// Renames a factor.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RenameFactor {
    /// The new name.
    #[cfg_attr(feature = "openapi", schema(max_length = 100, example = "Old phone"))]
    pub name: String,
}

/// New recovery codes; earlier codes stop working.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecoveryCodes {
    /// Ten codes, each for one use. They are shown only in this response.
    #[cfg_attr(
        feature = "openapi",
        schema(example = crate::examples::recovery_codes)
    )]
    pub codes: Vec<String>,
}

/// Authentication with a factor.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "totp": "123456" })))]
pub enum FactorProof {
    /// A code from an authenticator app.
    #[cfg_attr(feature = "openapi", schema(title = "ProofByTotp"))]
    Totp(String),
    /// A recovery code, with or without its dashes.
    #[cfg_attr(feature = "openapi", schema(title = "ProofByRecoveryCode"))]
    RecoveryCode(String),
    /// The result of a passkey ceremony.
    #[cfg_attr(feature = "openapi", schema(title = "ProofByPasskey"))]
    Passkey(PasskeyAnswer),
}

impl FactorProof {
    /// The kind of the factor.
    pub const fn kind(&self) -> FactorKind {
        match self {
            Self::Totp(_) => FactorKind::Totp,
            Self::RecoveryCode(_) => FactorKind::RecoveryCode,
            Self::Passkey(_) => FactorKind::Passkey,
        }
    }
}

/// Step-up authentication: the password, or a factor if the account has one.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "factor": { "totp": "123456" } })))]
pub enum Proof {
    /// The account's password, if it has no factor, or if an application asks for a new sign-in.
    #[cfg_attr(feature = "openapi", schema(title = "ProofByPassword", format = Password))]
    Password(String),
    /// A factor.
    #[cfg_attr(feature = "openapi", schema(title = "ProofByFactor"))]
    Factor(FactorProof),
}

/// The state of a session's step-up authentication.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProofState {
    /// When the last authentication stops counting as recent. If past or absent, sensitive actions
    /// require step-up authentication. Also absent while an application waits for a factor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fresh_until: Option<Timestamp>,
    /// The accepted factors; empty if the password is accepted. While an application waits for a passkey,
    /// only `passkey`.
    pub factors: Vec<FactorKind>,
}

/// Step-up authentication succeeded. The session has a new identifier and a new refresh cookie; the
/// previous tokens stop working.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Proved {
    /// When this authentication stops counting as recent. For the password of an account that has a
    /// factor, this is now: it counts for the application that asked, not for sensitive actions.
    pub fresh_until: Timestamp,
    /// The new access token.
    pub access_token: AccessToken,
}

/// Extends an account's MFA enrollment period.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExtendEnrollment {
    /// Days from now, 1 to 365.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 365, example = 7))]
    pub days: u32,
}

macro_rules! hidden {
    ($($name:ident),*) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(hidden)"))
            }
        }
    )*};
}

// The `Debug` output of these types hides their secrets.
hidden!(
    QrCode,
    TotpEnrollment,
    ConfirmTotp,
    PasskeyChallenge,
    PasskeyAnswer,
    AddPasskey,
    FactorAdded,
    RecoveryCodes,
    FactorProof,
    Proof
);
