//! Signatures (JWS, RFC 7515) and keys (JWK, RFC 7517).
//!
//! The key that verifies a signature is always one that was registered or is our own. Header parameters
//! that bring or name another one (`jwk`, `jku`, `x5c`, `x5u`) are never read, except by DPoP, where
//! the key in the header is what is proven. The algorithm follows from the key; the header can only
//! agree.

mod jwk;
mod jwks;
mod jws;
mod signing;

pub use jwk::{PublicKey, VerifyingAlgorithm};
pub(crate) use jwks::is_private;
pub use jwks::{JwksProblem, parse_jwks};
pub use jws::{Jws, Kind};
pub use signing::{KeyRejected, SigningFailed, SigningKey, generate, jwks};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// Encodes bytes as base64url without padding.
pub(crate) fn encode(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Decodes base64url. There is exactly one way to write each value.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}
