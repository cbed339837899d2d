use serde_json::{Map, Value};

use super::decode;
use super::jwk::{PublicKey, has_rsa_size};

/// The maximum length of a key set in bytes.
const MAX_BYTES: usize = 32 * 1024;

/// The maximum number of keys.
const MAX_KEYS: usize = 20;

/// The members of private and symmetric keys.
const PRIVATE: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

/// Why a key set cannot be registered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JwksProblem {
    /// It is not a JWK set.
    #[error("Enter a JWK set: an object with the member keys, of at most 32 KiB and 20 keys")]
    Malformed,
    /// It contains a private or symmetric key.
    #[error("The key set contains a private key. Replace this key, and enter its public part only")]
    Private,
    /// Two keys have the same identifier.
    #[error("Two keys have the same kid")]
    DuplicateId,
    /// There are several keys, and one has no identifier.
    #[error("If there are several keys, each needs its own kid")]
    MissingId,
    /// An RSA key is too short or too long.
    #[error("RSA keys must have 2,048 to 4,096 bits")]
    RsaSize,
    /// No key can verify signatures.
    #[error("Enter an RSA key of 2,048 to 4,096 bits, or a key on P-256 or Ed25519")]
    NoUsableKey,
}

/// Whether a key contains a secret.
pub(crate) fn is_private(jwk: &Map<String, Value>) -> bool {
    PRIVATE.iter().any(|name| jwk.contains_key(*name))
}

/// Whether a key is an RSA key of a size that is not accepted.
fn has_wrong_size(jwk: &Map<String, Value>) -> bool {
    let text = |name: &str| jwk.get(name).and_then(Value::as_str);
    let modulus = text("n").and_then(decode);
    text("kty") == Some("RSA") && modulus.is_some_and(|modulus| !has_rsa_size(&modulus))
}

/// Reads the public keys of a client. Keys for encryption and of unsupported types are left out.
///
/// # Errors If the set is malformed, contains secrets, has no usable key or an RSA key of another size,
/// or if several keys do not have distinct identifiers.
pub fn parse_jwks(text: &str) -> Result<Vec<PublicKey>, JwksProblem> {
    if text.len() > MAX_BYTES {
        return Err(JwksProblem::Malformed);
    }
    let document: Map<String, Value> =
        serde_json::from_str(text).map_err(|_| JwksProblem::Malformed)?;
    let entries = document.get("keys").and_then(Value::as_array);
    let entries = entries
        .filter(|entries| entries.len() <= MAX_KEYS)
        .ok_or(JwksProblem::Malformed)?;
    let mut keys: Vec<PublicKey> = Vec::new();
    for entry in entries {
        let entry = entry.as_object().ok_or(JwksProblem::Malformed)?;
        if is_private(entry) {
            return Err(JwksProblem::Private);
        }
        let signs = entry.get("use").is_none_or(|purpose| purpose == "sig");
        if signs && has_wrong_size(entry) {
            return Err(JwksProblem::RsaSize);
        }
        if let Some(key) = PublicKey::from_jwk(entry).filter(|_| signs) {
            let known = |other: &PublicKey| key.id().is_some() && other.id() == key.id();
            if keys.iter().any(known) {
                return Err(JwksProblem::DuplicateId);
            }
            keys.push(key);
        }
    }
    if keys.is_empty() {
        return Err(JwksProblem::NoUsableKey);
    }
    if keys.len() > 1 && keys.iter().any(|key| key.id().is_none()) {
        return Err(JwksProblem::MissingId);
    }
    Ok(keys)
}

#[cfg(test)]
mod tests {
    use super::super::encode;
    use super::*;

    const ED: &str =
        r#""kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo""#;

    #[test]
    fn only_public_signing_keys_are_taken() {
        let mixed = format!(
            r#"{{"keys":[{{{ED},"kid":"a"}},{{{ED},"use":"enc"}},{{"kty":"EC","crv":"P-521"}}]}}"#
        );
        let keys = parse_jwks(&mixed).unwrap();
        assert_eq!(keys.len(), 1);
        assert_eq!(keys[0].id(), Some("a"));
        let rotated = format!(r#"{{"keys":[{{{ED},"kid":"a"}},{{{ED},"kid":"b"}}]}}"#);
        assert_eq!(parse_jwks(&rotated).unwrap().len(), 2);
        let longest = format!("{rotated:<MAX_BYTES$}");
        assert_eq!(parse_jwks(&longest).unwrap().len(), 2);
        assert_eq!(
            parse_jwks(&format!("{longest} ")),
            Err(JwksProblem::Malformed)
        );
        let unnamed = format!(r#"{{"keys":[{{{ED},"kid":"a"}},{{{ED}}}]}}"#);
        let rsa = |bytes: usize, purpose: &str| {
            let n = encode(vec![0xff_u8; bytes]);
            format!(
                r#"{{"keys":[{{{ED}}},{{"kty":"RSA","n":"{n}","e":"AQAB","use":"{purpose}"}}]}}"#
            )
        };
        assert_eq!(parse_jwks(&rsa(1024, "enc")).unwrap().len(), 1);
        let (short, long) = (rsa(255, "sig"), rsa(513, "sig"));
        let twice = format!(r#"{{"keys":[{{{ED},"kid":"a"}},{{{ED},"kid":"a"}}]}}"#);
        let private = format!(r#"{{"keys":[{{{ED},"d":"AQAB"}}]}}"#);
        let many = format!(r#"{{"keys":[{}]}}"#, vec!["{}"; 21].join(","));
        for (text, problem) in [
            (twice.as_str(), JwksProblem::DuplicateId),
            (unnamed.as_str(), JwksProblem::MissingId),
            (short.as_str(), JwksProblem::RsaSize),
            (long.as_str(), JwksProblem::RsaSize),
            (private.as_str(), JwksProblem::Private),
            (
                r#"{"keys":[{"kty":"oct","k":"c2VjcmV0"}]}"#,
                JwksProblem::Private,
            ),
            (many.as_str(), JwksProblem::Malformed),
            ("", JwksProblem::Malformed),
            ("[]", JwksProblem::Malformed),
            (r#"{"keys":{}}"#, JwksProblem::Malformed),
            (r#"{"keys":["a"]}"#, JwksProblem::Malformed),
            (r#"{"keys":[]}"#, JwksProblem::NoUsableKey),
        ] {
            assert_eq!(parse_jwks(text), Err(problem), "{text:.60}");
        }
    }
}
