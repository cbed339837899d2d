//! PKCE (RFC 7636) with `S256`. `plain` is not supported.

use aws_lc_rs::{constant_time, digest};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

use crate::error::ProtocolError;

/// The challenge of an authorization request: the SHA-256 hash of the verifier, as base64url.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Challenge(String);

impl Challenge {
    /// Reads `code_challenge` and `code_challenge_method`. A request without both has no challenge.
    ///
    /// # Errors
    /// `invalid_request` if the method is not `S256`, which includes an absent method, because that
    /// means `plain`.
    pub fn from_request(
        challenge: Option<&str>,
        method: Option<&str>,
    ) -> Result<Option<Self>, ProtocolError> {
        match (challenge, method) {
            (None, None) => Ok(None),
            (Some(challenge), Some("S256")) => {
                Self::parse(challenge)
                    .map(Some)
                    .ok_or(ProtocolError::invalid_request(
                        "code_challenge must be a SHA-256 hash in base64url: 43 characters",
                    ))
            }
            (Some(_), _) => Err(ProtocolError::invalid_request(
                "code_challenge_method must be S256",
            )),
            (None, Some(_)) => Err(ProtocolError::invalid_request("code_challenge is missing")),
        }
    }

    /// Parses a challenge. Returns `None` unless it is a SHA-256 hash in base64url.
    pub fn parse(text: &str) -> Option<Self> {
        let hash = URL_SAFE_NO_PAD.decode(text).ok()?;
        (hash.len() == digest::SHA256_OUTPUT_LEN).then(|| Self(text.to_owned()))
    }

    /// The challenge as it was sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether `verifier` belongs to this challenge.
    pub fn accepts(&self, verifier: &str) -> bool {
        let hash = digest::digest(&digest::SHA256, verifier.as_bytes());
        let expected = URL_SAFE_NO_PAD.encode(hash);
        is_verifier(verifier)
            && constant_time::verify_slices_are_equal(expected.as_bytes(), self.0.as_bytes())
                .is_ok()
    }
}

/// Checks the verifier of a token request against the challenge of its authorization request.
///
/// # Errors
/// `invalid_grant` if it is wrong, missing, or sent for a request that had no challenge. The last
/// means that somebody removed the challenge from the authorization request (RFC 9700, 4.8.2).
pub fn check_verifier(
    challenge: Option<&Challenge>,
    verifier: Option<&str>,
) -> Result<(), ProtocolError> {
    match (challenge, verifier) {
        (None, None) => Ok(()),
        (Some(challenge), Some(verifier)) if challenge.accepts(verifier) => Ok(()),
        (Some(_), Some(_)) => Err(ProtocolError::invalid_grant(
            "code_verifier does not match the code_challenge",
        )),
        (Some(_), None) => Err(ProtocolError::invalid_grant("code_verifier is missing")),
        (None, Some(_)) => Err(ProtocolError::invalid_grant(
            "The authorization request had no code_challenge",
        )),
    }
}

/// 43 to 128 unreserved characters (RFC 7636, 4.1).
fn is_verifier(text: &str) -> bool {
    let unreserved = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    (43..=128).contains(&text.len()) && text.bytes().all(unreserved)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn challenge_of(verifier: &str) -> Challenge {
        let hash = digest::digest(&digest::SHA256, verifier.as_bytes());
        Challenge::parse(&URL_SAFE_NO_PAD.encode(hash)).unwrap()
    }

    /// RFC 7636, appendix B.
    #[test]
    fn the_example_of_the_specification() {
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
        let challenge = Challenge::from_request(Some(challenge), Some("S256")).unwrap();
        assert_eq!(check_verifier(challenge.as_ref(), Some(verifier)), Ok(()));
        assert!(check_verifier(challenge.as_ref(), Some(&verifier.to_lowercase())).is_err());
    }

    #[test]
    fn the_verifier_has_43_to_128_characters() {
        for (length, right) in [
            (0, false),
            (42, false),
            (43, true),
            (128, true),
            (129, false),
        ] {
            let verifier = "a".repeat(length);
            assert_eq!(
                challenge_of(&verifier).accepts(&verifier),
                right,
                "{length}"
            );
        }
        for wrong in ["é", " ", "+", "/", "=", "%20"] {
            let verifier = format!("{}{wrong}", "a".repeat(50));
            assert!(!challenge_of(&verifier).accepts(&verifier), "{wrong}");
        }
    }

    #[test]
    fn a_challenge_is_a_hash_with_its_method() {
        let hash = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
        let padded = format!("{hash}=");
        let standard = hash.replace('-', "+");
        for (challenge, method) in [
            (Some(hash), None),
            (Some(hash), Some("plain")),
            (Some(hash), Some("s256")),
            (Some(hash), Some("S256 ")),
            (Some(hash), Some("S512")),
            (None, Some("S256")),
            (None, Some("plain")),
            (Some(&hash[1..]), Some("S256")),
            (Some(padded.as_str()), Some("S256")),
            (Some(standard.as_str()), Some("S256")),
            // The last character has bits that belong to no byte.
            (
                Some("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cN"),
                Some("S256"),
            ),
        ] {
            let read = Challenge::from_request(challenge, method);
            assert!(read.is_err(), "{challenge:?} {method:?}");
        }
        assert_eq!(Challenge::from_request(None, None), Ok(None));
    }

    #[test]
    fn a_challenge_cannot_be_removed_or_added() {
        let verifier = "a".repeat(43);
        let challenge = challenge_of(&verifier);
        assert_eq!(check_verifier(None, None), Ok(()));
        assert!(check_verifier(None, Some(&verifier)).is_err());
        assert!(check_verifier(Some(&challenge), None).is_err());
        assert!(check_verifier(Some(&challenge), Some(challenge.as_str())).is_err());
    }
}
