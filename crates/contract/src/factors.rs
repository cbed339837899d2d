//! Second factors of one's own account, recovery codes, and proving once more that it is
//! still the same person ("step-up").
//!
//! What a passkey signs travels as the browser makes it: the options go to
//! `PublicKeyCredential.parseCreationOptionsFromJSON` or `parseRequestOptionsFromJSON`, and
//! what `toJSON` gives comes back (WebAuthn Level 3, section 5.1).

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
    /// What its owner calls it.
    pub name: String,
    /// Of a passkey: whether it is kept on several devices, or bound to one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub synced: Option<bool>,
    /// When it was added.
    pub created_at: Timestamp,
    /// When it was last proved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<Timestamp>,
    /// Since when it is refused, because another device seems to use a copy of it: it is to be
    /// removed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copied_at: Option<Timestamp>,
}

/// Where an account stands with second factors.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::mfa))]
pub struct MfaDetails {
    /// Where it stands.
    pub status: MfaStatus,
    /// What is asked of it.
    pub requirement: MfaRequirement,
    /// Where that differs from what the organization asks of everybody: the same again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requirement_override: Option<MfaRequirement>,
    /// When the enrolment period ends or ended; absent where none runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enrol_by: Option<Timestamp>,
    /// Authenticator apps and passkeys, oldest first.
    pub factors: Vec<Factor>,
    /// How many recovery codes are left.
    pub recovery_codes_left: u64,
}

/// A QR code to draw: a square of `size` modules, without the quiet zone around it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QrCode {
    /// Modules to a side.
    #[cfg_attr(feature = "openapi", schema(example = 33))]
    pub size: u32,
    /// The dark modules, as the `d` of an SVG `path` in units of one module.
    #[cfg_attr(feature = "openapi", schema(example = "M0 0h1v1h-1zM2 0h1v1h-1z"))]
    pub path: String,
}

/// A new authenticator app: its secret, to be scanned or typed. It counts once a code of it
/// was confirmed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TotpEnrolment {
    /// To confirm it with.
    pub enrolment_id: CeremonyId,
    /// The secret in base32 (RFC 4648), for typing.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    )]
    pub secret: String,
    /// The same as `otpauth:` address, for an app on this device.
    #[cfg_attr(
        feature = "openapi",
        schema(
            example = "otpauth://totp/Example%20Ltd:ada.lovelace%40example.com?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Example%20Ltd"
        )
    )]
    pub uri: String,
    /// The same as a picture, for an app on another device.
    pub qr_code: QrCode,
    /// Until when it can be confirmed.
    pub expires_at: Timestamp,
}

/// Confirms a new authenticator app with a code of it.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConfirmTotp {
    /// From the answer that began it.
    pub enrolment_id: CeremonyId,
    /// The six digits that the app shows now.
    #[cfg_attr(feature = "openapi", schema(max_length = 32, example = "123456"))]
    pub code: String,
    /// What to call it.
    #[cfg_attr(feature = "openapi", schema(max_length = 100, example = "My phone"))]
    pub name: String,
}

/// What a browser needs for one passkey ceremony.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::passkey_challenge))]
pub struct PasskeyChallenge {
    /// To finish it with, once.
    pub ceremony_id: CeremonyId,
    /// `PublicKeyCredentialCreationOptionsJSON` or `PublicKeyCredentialRequestOptionsJSON`.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub options: Value,
    /// Until when it can be finished.
    pub expires_at: Timestamp,
}

/// What came out of a passkey ceremony.
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
    /// What to call it.
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
    /// With the first factor: ten recovery codes. They are shown here and nowhere else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "openapi",
        schema(example = crate::examples::recovery_codes)
    )]
    pub recovery_codes: Option<Vec<String>>,
}

/// Calls a factor something else.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RenameFactor {
    /// What to call it.
    #[cfg_attr(feature = "openapi", schema(max_length = 100, example = "Old phone"))]
    pub name: String,
}

/// New recovery codes; those before open nothing any more.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecoveryCodes {
    /// Ten codes, each good for once. They are shown here and nowhere else.
    #[cfg_attr(
        feature = "openapi",
        schema(example = crate::examples::recovery_codes)
    )]
    pub codes: Vec<String>,
}

/// A second factor, proved.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "totp": "123456" })))]
pub enum FactorProof {
    /// The code that an authenticator app shows.
    #[cfg_attr(feature = "openapi", schema(example = "123456"))]
    Totp(String),
    /// A recovery code, with or without its dashes.
    RecoveryCode(String),
    /// What came out of a passkey ceremony.
    Passkey(PasskeyAnswer),
}

impl FactorProof {
    /// What is proved.
    pub const fn kind(&self) -> FactorKind {
        match self {
            Self::Totp(_) => FactorKind::Totp,
            Self::RecoveryCode(_) => FactorKind::RecoveryCode,
            Self::Passkey(_) => FactorKind::Passkey,
        }
    }
}

/// Proves that whoever holds a session is still its owner: the password, or a factor where
/// the account has one.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "factor": { "totp": "123456" } })))]
pub enum Proof {
    /// The account's password, where it has no factor.
    #[cfg_attr(feature = "openapi", schema(format = Password))]
    Password(String),
    /// A factor.
    Factor(FactorProof),
}

/// What a session has to prove before a sensitive act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProofState {
    /// Until when the last proof is fresh; past or absent, sensitive acts need another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fresh_until: Option<Timestamp>,
    /// The factors that prove it; empty where the password does.
    pub factors: Vec<FactorKind>,
}

/// The proof is fresh again. The session got a new identifier and a new refresh cookie: the
/// tokens from before open nothing any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Proved {
    /// Until when.
    pub fresh_until: Timestamp,
    /// To go on with.
    pub access_token: AccessToken,
}

/// Gives somebody more time to enrol a factor.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExtendEnrolment {
    /// So many days from now: 1 to 365.
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

// These hold secrets.
hidden!(
    QrCode,
    TotpEnrolment,
    ConfirmTotp,
    PasskeyChallenge,
    PasskeyAnswer,
    AddPasskey,
    FactorAdded,
    RecoveryCodes,
    FactorProof,
    Proof
);
