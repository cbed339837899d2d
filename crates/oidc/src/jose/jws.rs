use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::decode;
use super::jwk::{PublicKey, VerifyingAlgorithm};

/// The maximum length of a token that is read.
const MAX_BYTES: usize = 16 * 1024;

/// A signed token in compact form, before its signature is verified.
#[derive(Debug)]
pub struct Jws<'a> {
    header: Header,
    /// Header and payload, as they were signed.
    signed: &'a [u8],
    payload: Vec<u8>,
    signature: Vec<u8>,
}

/// The parameters that are read. A repeated one is an error. `crit` would name extensions that must be
/// understood; there are none.
#[derive(Debug, Deserialize)]
struct Header {
    alg: VerifyingAlgorithm,
    #[serde(default)]
    kid: Option<String>,
    #[serde(default)]
    typ: Option<String>,
    #[serde(default)]
    crit: Option<Value>,
    #[serde(default)]
    b64: Option<Value>,
    #[serde(default)]
    jwk: Option<Map<String, Value>>,
}

/// What a token is, by its `typ`. A token of one kind never passes for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An ID token.
    IdToken,
    /// An access token (RFC 9068).
    AccessToken,
    /// A logout token (OpenID Connect Back-Channel Logout).
    LogoutToken,
    /// The assertion of a client (RFC 7523).
    ClientAssertion,
    /// A DPoP proof (RFC 9449).
    DpopProof,
}

impl Kind {
    /// The `typ` that this server writes.
    pub const fn typ(self) -> &'static str {
        match self {
            Self::IdToken | Self::ClientAssertion => "JWT",
            Self::AccessToken => "at+jwt",
            Self::LogoutToken => "logout+jwt",
            Self::DpopProof => "dpop+jwt",
        }
    }

    /// Whether a token with this `typ` is of this kind. ID tokens and assertions may have none.
    fn accepts(self, typ: Option<&str>) -> bool {
        let Some(typ) = typ else {
            return matches!(self, Self::IdToken | Self::ClientAssertion);
        };
        // Media types are compared without regard to case, and `application/` may be left out.
        let name = typ.to_ascii_lowercase();
        let name = name.strip_prefix("application/").unwrap_or(&name);
        let also_named = self == Self::ClientAssertion && name == "client-authentication+jwt";
        name == self.typ().to_ascii_lowercase() || also_named
    }
}

impl<'a> Jws<'a> {
    /// Reads a token of a kind. Returns `None` if it is malformed, of another kind, or says that it is
    /// signed with an unsupported algorithm, which includes `none` and those with shared secrets.
    pub fn parse(token: &'a str, kind: Kind) -> Option<Self> {
        if token.len() > MAX_BYTES {
            return None;
        }
        let (signed, signature) = token.rsplit_once('.')?;
        let (header, payload) = signed.split_once('.')?;
        // `decode` refuses a further period.
        let header: Header = serde_json::from_slice(&decode(header)?).ok()?;
        if header.crit.is_some() || header.b64.is_some() || !kind.accepts(header.typ.as_deref()) {
            return None;
        }
        Some(Self {
            header,
            signed: signed.as_bytes(),
            payload: decode(payload)?,
            signature: decode(signature)?,
        })
    }

    /// The payload, if one of the keys verifies the signature. With a `kid`, only the keys with this
    /// identifier are tried.
    pub fn verify<T: DeserializeOwned>(&self, keys: &[PublicKey]) -> Option<T> {
        let named = |key: &&PublicKey| match self.header.kid.as_deref() {
            Some(id) => key.id() == Some(id),
            None => true,
        };
        let mut keys = keys.iter().filter(named);
        keys.find_map(|key| self.verify_with(key))
    }

    /// The payload, if this key verifies the signature, whatever its identifier.
    pub(crate) fn verify_with<T: DeserializeOwned>(&self, key: &PublicKey) -> Option<T> {
        let verified = key.verifies(self.header.alg, self.signed, &self.signature);
        verified.then(|| self.unverified())?
    }

    /// The unverified payload. Use it only to find the keys.
    pub(crate) fn unverified<T: DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_slice(&self.payload).ok()
    }

    /// The key in the header, which DPoP proves the possession of.
    pub(crate) fn embedded_key(&self) -> Option<&Map<String, Value>> {
        self.header.jwk.as_ref()
    }
}
