use aws_lc_rs::digest;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, ED25519, ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256,
    RSA_PSS_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};
use serde_json::{Map, Value, json};

use super::{decode, encode};

rules::named_values! {
    /// The algorithms of signatures that are verified.
    pub enum VerifyingAlgorithm {
        /// RSASSA-PKCS1-v1_5 with SHA-256.
        Rs256 = "RS256",
        /// RSASSA-PSS with SHA-256.
        Ps256 = "PS256",
        /// ECDSA on P-256 with SHA-256.
        Es256 = "ES256",
        /// Ed25519.
        EdDsa = "EdDSA",
    }
}

/// The bytes of an ECDSA coordinate or an Ed25519 key.
const COORDINATE: usize = 32;

/// A public key that verifies signatures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey {
    id: Option<String>,
    /// If present, the only algorithm that the key is used with.
    algorithm: Option<VerifyingAlgorithm>,
    material: Material,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Material {
    Rsa {
        modulus: Vec<u8>,
        exponent: Vec<u8>,
    },
    /// The uncompressed point.
    P256(Vec<u8>),
    Ed25519(Vec<u8>),
}

impl PublicKey {
    pub(super) fn new(
        id: Option<String>,
        algorithm: Option<VerifyingAlgorithm>,
        material: Material,
    ) -> Self {
        Self {
            id,
            algorithm,
            material,
        }
    }

    /// Reads a public key. Returns `None` if it is malformed, too short, or of an unsupported type.
    /// Whether it contains private parts is for the caller to check.
    pub(crate) fn from_jwk(jwk: &Map<String, Value>) -> Option<Self> {
        let text = |name: &str| jwk.get(name).and_then(Value::as_str);
        let bytes = |name: &str| decode(text(name)?);
        let exact = |name: &str| bytes(name).filter(|bytes| bytes.len() == COORDINATE);
        let material = match (text("kty")?, text("crv")) {
            ("RSA", _) => {
                let (modulus, exponent) = (bytes("n")?, bytes("e")?);
                if !is_rsa(&modulus, &exponent) {
                    return None;
                }
                Material::Rsa { modulus, exponent }
            }
            ("EC", Some("P-256")) => {
                let point = [vec![4], exact("x")?, exact("y")?].concat();
                // Fails if the point is not on the curve.
                ParsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, &point).ok()?;
                Material::P256(point)
            }
            ("OKP", Some("Ed25519")) => Material::Ed25519(exact("x")?),
            _ => return None,
        };
        let algorithm = match jwk.get("alg") {
            None => None,
            Some(name) => Some(VerifyingAlgorithm::parse(name.as_str()?)?),
        };
        let id = match jwk.get("kid") {
            None => None,
            Some(id) => Some(id.as_str()?.to_owned()),
        };
        let key = Self::new(id, algorithm, material);
        // An algorithm that does not fit the key would make it useless.
        algorithm
            .is_none_or(|algorithm| key.fits(algorithm))
            .then_some(key)
    }

    /// The identifier (`kid`).
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// Whether the key may be used with an algorithm.
    pub fn fits(&self, algorithm: VerifyingAlgorithm) -> bool {
        use VerifyingAlgorithm::{EdDsa, Es256, Ps256, Rs256};
        let of_type = match self.material {
            Material::Rsa { .. } => matches!(algorithm, Rs256 | Ps256),
            Material::P256(_) => algorithm == Es256,
            Material::Ed25519(_) => algorithm == EdDsa,
        };
        of_type && self.algorithm.is_none_or(|own| own == algorithm)
    }

    /// Whether the signature of a message is valid.
    pub(super) fn verifies(
        &self,
        algorithm: VerifyingAlgorithm,
        message: &[u8],
        signature: &[u8],
    ) -> bool {
        if !self.fits(algorithm) {
            return false;
        }
        let result = match &self.material {
            Material::Rsa { modulus, exponent } => {
                let parameters = match algorithm {
                    VerifyingAlgorithm::Ps256 => &RSA_PSS_2048_8192_SHA256,
                    _ => &RSA_PKCS1_2048_8192_SHA256,
                };
                let key = RsaPublicKeyComponents {
                    n: modulus,
                    e: exponent,
                };
                key.verify(parameters, message, signature)
            }
            Material::P256(point) => {
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(message, signature)
            }
            Material::Ed25519(key) => {
                UnparsedPublicKey::new(&ED25519, key).verify(message, signature)
            }
        };
        result.is_ok()
    }

    /// The members that define the key, in the order of their names.
    fn members(&self) -> Map<String, Value> {
        let members = match &self.material {
            Material::Rsa { modulus, exponent } => vec![
                ("e", encode(exponent)),
                ("kty", "RSA".to_owned()),
                ("n", encode(modulus)),
            ],
            Material::P256(point) => {
                let (x, y) = point[1..].split_at(COORDINATE);
                vec![
                    ("crv", "P-256".to_owned()),
                    ("kty", "EC".to_owned()),
                    ("x", encode(x)),
                    ("y", encode(y)),
                ]
            }
            Material::Ed25519(key) => vec![
                ("crv", "Ed25519".to_owned()),
                ("kty", "OKP".to_owned()),
                ("x", encode(key)),
            ],
        };
        let members = members.into_iter();
        members
            .map(|(name, value)| (name.to_owned(), json!(value)))
            .collect()
    }

    /// The key as a document for the key set of the server.
    pub fn to_jwk(&self) -> Value {
        let mut members = self.members();
        members.insert("use".to_owned(), json!("sig"));
        if let Some(id) = &self.id {
            members.insert("kid".to_owned(), json!(id));
        }
        if let Some(algorithm) = self.algorithm {
            members.insert("alg".to_owned(), json!(algorithm));
        }
        Value::Object(members)
    }

    /// The SHA-256 thumbprint (RFC 7638).
    pub fn thumbprint(&self) -> String {
        let members = self.members();
        let mut members: Vec<_> = members.iter().collect();
        members.sort_by_key(|(name, _)| *name);
        // The names and values contain no character that JSON escapes.
        let texts = members
            .iter()
            .map(|(name, value)| format!("\"{name}\":{value}"))
            .collect::<Vec<_>>();
        let document = format!("{{{}}}", texts.join(","));
        encode(digest::digest(&digest::SHA256, document.as_bytes()))
    }
}

/// Whether the modulus of an RSA key has 2,048 to 4,096 bits: a shorter one is too weak, and a longer one
/// makes every verification slow.
pub(super) fn has_rsa_size(modulus: &[u8]) -> bool {
    match modulus {
        [first, ..] => {
            (256..=512).contains(&modulus.len())
                && *first != 0
                && (modulus.len() > 256 || *first >= 0x80)
        }
        [] => false,
    }
}

/// An odd modulus of a good size, and an odd exponent above 1 of at most 32 bits. With the exponent
/// 1, anything would be a valid signature.
fn is_rsa(modulus: &[u8], exponent: &[u8]) -> bool {
    let modulus_ok = has_rsa_size(modulus) && modulus[modulus.len() - 1] % 2 == 1;
    let exponent_ok = match exponent {
        [] | [0, ..] => false,
        [only] => *only >= 3 && only % 2 == 1,
        [.., last] => exponent.len() <= 4 && last % 2 == 1,
    };
    modulus_ok && exponent_ok
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(document: &str) -> Option<PublicKey> {
        PublicKey::from_jwk(&serde_json::from_str(document).unwrap())
    }

    /// RFC 7638, 3.1, and RFC 8037, appendix A.3.
    #[test]
    fn the_thumbprints_of_the_specifications() {
        let rsa = r#"{"kty":"RSA","n":"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw","e":"AQAB","alg":"RS256","kid":"2011-04-29"}"#;
        let key = read(rsa).unwrap();
        assert_eq!(
            key.thumbprint(),
            "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"
        );
        assert_eq!(key.id(), Some("2011-04-29"));
        assert!(key.fits(VerifyingAlgorithm::Rs256) && !key.fits(VerifyingAlgorithm::Ps256));
        let ed =
            r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
        let thumbprint = read(ed).unwrap().thumbprint();
        assert_eq!(thumbprint, "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    }

    #[test]
    fn weak_and_malformed_keys_are_refused() {
        let modulus = |length: usize, first: u8| {
            let mut bytes = vec![0xff; length];
            bytes[0] = first;
            encode(bytes)
        };
        let rsa = |n: String, e: &str| read(&json!({"kty": "RSA", "n": n, "e": e}).to_string());
        assert!(rsa(modulus(256, 0x80), "AQAB").is_some());
        assert!(rsa(modulus(256, 0x80), "Aw").is_some());
        assert!(rsa(modulus(512, 0xff), "AQAB").is_some());
        for (n, e) in [
            (modulus(256, 0x7f), "AQAB"),
            (modulus(255, 0xff), "AQAB"),
            (modulus(128, 0xff), "AQAB"),
            (modulus(513, 1), "AQAB"),
            (modulus(1024, 0xff), "AQAB"),
            (modulus(257, 0), "AQAB"),
            (modulus(256, 0xff), "AQ"),
            (modulus(256, 0xff), "AA"),
            (modulus(256, 0xff), "Ag"),
            (modulus(256, 0xff), ""),
            (modulus(256, 0xff), "AAEAAQ"),
            (modulus(256, 0xff), "AQAAAAE"),
            (format!("{}=", modulus(256, 0xff)), "AQAB"),
        ] {
            assert!(rsa(n, e).is_none(), "{e}");
        }
        for document in [
            r#"{"kty":"oct","k":"AQAB"}"#,
            r#"{"kty":"EC","crv":"P-256","x":"AQAB","y":"AQAB"}"#,
            r#"{"kty":"EC","crv":"secp256k1","x":"AQAB","y":"AQAB"}"#,
            r#"{"kty":"OKP","crv":"X25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#,
            r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","alg":"HS256"}"#,
            r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","alg":"RS256"}"#,
            r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","kid":1}"#,
            // Not on the curve.
            r#"{"kty":"EC","crv":"P-256","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","y":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#,
            "{}",
        ] {
            assert!(read(document).is_none(), "{document}");
        }
    }
}
