//! Proofs of possession of a key (DPoP, RFC 9449).

use std::time::Duration;

use aws_lc_rs::{constant_time, digest};
use rules::time::Timestamp;
use serde::Deserialize;

use crate::error::{ErrorCode, ProtocolError};
use crate::jose::{self, Jws, Kind, PublicKey};

/// How old a proof may be, and how far the clock of a client may be ahead.
pub const WINDOW: Duration = Duration::from_secs(60);

/// The maximum length of an identifier.
const MAX_ID: usize = 256;

/// What a proof must be for.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    /// The method of the request.
    pub method: &'a str,
    /// The public address of the endpoint, without a query.
    pub address: &'a str,
    /// The access token that is sent with the proof, if there is one.
    pub access_token: Option<&'a str>,
    /// The thumbprint of the key that the token or code is bound to, if it is.
    pub thumbprint: Option<&'a str>,
}

/// A valid proof. Each works once: remember it until it expires, and refuse it if it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// The thumbprint of the key, to bind tokens to.
    pub thumbprint: String,
    /// Its identifier, unique for the key.
    pub id: String,
    /// When it can be forgotten.
    pub expires_at: Timestamp,
}

#[derive(Deserialize)]
struct Claims {
    jti: String,
    htm: String,
    htu: String,
    iat: i64,
    #[serde(default)]
    ath: Option<String>,
}

/// Checks the headers `DPoP` of a request.
///
/// # Errors
/// `invalid_dpop_proof`.
pub fn check(
    headers: &[impl AsRef<str>],
    expected: &Expected<'_>,
    now: Timestamp,
) -> Result<Proof, ProtocolError> {
    let [proof] = headers else {
        return Err(invalid("Send one DPoP header"));
    };
    let jws = Jws::parse(proof.as_ref(), Kind::DpopProof)
        .ok_or(invalid("The DPoP proof is malformed"))?;
    let jwk = jws
        .embedded_key()
        .filter(|jwk| !jose::is_private(jwk))
        .ok_or(invalid("The DPoP proof must contain its public key"))?;
    let key =
        PublicKey::from_jwk(jwk).ok_or(invalid("The key of the DPoP proof is unsupported"))?;
    let thumbprint = key.thumbprint();
    let claims: Claims = jws
        .verify_with(&key)
        .ok_or(invalid("The signature of the DPoP proof is invalid"))?;
    if claims.htm != expected.method || !is_same_address(&claims.htu, expected.address) {
        return Err(invalid("The DPoP proof is for another request"));
    }
    let earliest = now.minus(WINDOW).unix_seconds();
    let latest = now.plus(WINDOW).unix_seconds();
    if !(earliest..=latest).contains(&claims.iat) {
        return Err(invalid("The DPoP proof is too old or from the future"));
    }
    if !(1..=MAX_ID).contains(&claims.jti.len()) {
        return Err(invalid(
            "jti of the DPoP proof must have 1 to 256 characters",
        ));
    }
    if claims.ath != expected.access_token.map(access_token_hash) {
        return Err(invalid("The DPoP proof is for another access token"));
    }
    if let Some(bound) = expected.thumbprint {
        let same = constant_time::verify_slices_are_equal(bound.as_bytes(), thumbprint.as_bytes());
        same.map_err(|_| invalid("The DPoP proof is from another key"))?;
    }
    let issued_at = Timestamp::from_unix_millis(claims.iat.saturating_mul(1000));
    Ok(Proof {
        thumbprint,
        id: claims.jti,
        expires_at: issued_at.plus(WINDOW).plus(Duration::from_secs(1)),
    })
}

/// Checks that what a code or a token is bound to, if it is to anything, is the key that was proven.
///
/// # Errors
/// `invalid_dpop_proof` without a proof, and `invalid_grant` with one of another key.
pub fn check_key(bound_to: Option<&str>, proof: Option<&Proof>) -> Result<(), ProtocolError> {
    match (bound_to, proof) {
        (None, _) => Ok(()),
        (Some(_), None) => Err(MISSING),
        (Some(key), Some(proof)) if key == proof.thumbprint => Ok(()),
        _ => Err(ProtocolError::invalid_grant(
            "The code or the token is bound to another key",
        )),
    }
}

/// The error for a request that needs a proof and has none.
pub const MISSING: ProtocolError = invalid("Send a DPoP proof");

const fn invalid(description: &'static str) -> ProtocolError {
    ProtocolError::new(ErrorCode::InvalidDpopProof, description)
}

/// The claim `ath`: the whole hash, unlike `at_hash`.
fn access_token_hash(token: &str) -> String {
    jose::encode(digest::digest(&digest::SHA256, token.as_bytes()))
}

/// Compares without query and fragment, after normalization (RFC 9449, 4.3).
fn is_same_address(claimed: &str, own: &str) -> bool {
    let normal = |text: &str| {
        let mut url = url::Url::parse(text).ok()?;
        url.set_query(None);
        url.set_fragment(None);
        Some(url)
    };
    let claimed = normal(claimed);
    claimed.is_some() && claimed == normal(own)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_bound_needs_a_proof_of_its_key() {
        let proof = Proof {
            thumbprint: "key".to_owned(),
            id: "1".to_owned(),
            expires_at: Timestamp::from_unix_millis(0),
        };
        let check = |bound_to, proof| check_key(bound_to, proof).map_err(|error| error.code);
        assert_eq!(check(None, None), Ok(()));
        assert_eq!(check(None, Some(&proof)), Ok(()));
        assert_eq!(check(Some("key"), Some(&proof)), Ok(()));
        assert_eq!(check(Some("key"), None), Err(ErrorCode::InvalidDpopProof));
        let other = check(Some("other"), Some(&proof));
        assert_eq!(other, Err(ErrorCode::InvalidGrant));
    }
}
