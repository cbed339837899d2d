use std::fmt;

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair, RSA_PKCS1_SHA256,
    RsaKeyPair,
};
use rules::openid::TokenAlgorithm;
use serde_json::{Map, Value, json};

use super::encode;
use super::jwk::{Material, PublicKey, VerifyingAlgorithm};
use super::jws::Kind;

/// A private key that signs tokens. It is parsed once: parsing an RSA key takes as long as signing.
pub struct SigningKey {
    id: String,
    pair: Pair,
}

enum Pair {
    Rsa(RsaKeyPair),
    P256(EcdsaKeyPair),
    Ed25519(Ed25519KeyPair),
}

/// A stored private key cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the private key is malformed or of another algorithm")]
pub struct KeyRejected;

/// A key cannot be generated, or does not sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("generating a key or signing failed")]
pub struct SigningFailed;

/// Generates a private key as PKCS #8. For RSA this takes about 80 ms, so do it in the background.
///
/// # Errors
/// If no random numbers are available.
pub fn generate(algorithm: TokenAlgorithm) -> Result<Vec<u8>, SigningFailed> {
    let random = SystemRandom::new();
    let document = match algorithm {
        TokenAlgorithm::Rs256 => {
            let pair = RsaKeyPair::generate(KeySize::Rsa2048).map_err(|_| SigningFailed)?;
            let document: Pkcs8V1Der<'_> = pair.as_der().map_err(|_| SigningFailed)?;
            return Ok(document.as_ref().to_vec());
        }
        TokenAlgorithm::Es256 => {
            EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random)
        }
        TokenAlgorithm::EdDsa => Ed25519KeyPair::generate_pkcs8v1(&random),
    };
    let document = document.map_err(|_| SigningFailed)?;
    Ok(document.as_ref().to_vec())
}

/// The key set document of the server.
pub fn jwks<'a>(keys: impl IntoIterator<Item = &'a SigningKey>) -> Value {
    let keys: Vec<Value> = keys
        .into_iter()
        .map(|key| key.public_key().to_jwk())
        .collect();
    json!({ "keys": keys })
}

impl SigningKey {
    /// Reads a private key as [`generate`] writes it.
    ///
    /// # Errors
    /// If it is malformed or of another algorithm.
    pub fn from_pkcs8(
        id: impl Into<String>,
        algorithm: TokenAlgorithm,
        pkcs8: &[u8],
    ) -> Result<Self, KeyRejected> {
        let pair = match algorithm {
            TokenAlgorithm::Rs256 => RsaKeyPair::from_pkcs8(pkcs8).map(Pair::Rsa),
            TokenAlgorithm::Es256 => {
                EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8).map(Pair::P256)
            }
            TokenAlgorithm::EdDsa => {
                Ed25519KeyPair::from_pkcs8_maybe_unchecked(pkcs8).map(Pair::Ed25519)
            }
        };
        let pair = pair.map_err(|_| KeyRejected)?;
        let id = id.into();
        Ok(Self { id, pair })
    }

    /// The identifier (`kid`).
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The algorithm.
    pub fn algorithm(&self) -> TokenAlgorithm {
        match self.pair {
            Pair::Rsa(_) => TokenAlgorithm::Rs256,
            Pair::P256(_) => TokenAlgorithm::Es256,
            Pair::Ed25519(_) => TokenAlgorithm::EdDsa,
        }
    }

    /// The public key.
    pub fn public_key(&self) -> PublicKey {
        let (algorithm, material) = match &self.pair {
            Pair::Rsa(pair) => {
                let key = pair.public_key();
                let material = Material::Rsa {
                    modulus: key.modulus().big_endian_without_leading_zero().to_vec(),
                    exponent: key.exponent().big_endian_without_leading_zero().to_vec(),
                };
                (VerifyingAlgorithm::Rs256, material)
            }
            Pair::P256(pair) => {
                let point = pair.public_key().as_ref().to_vec();
                (VerifyingAlgorithm::Es256, Material::P256(point))
            }
            Pair::Ed25519(pair) => {
                let key = pair.public_key().as_ref().to_vec();
                (VerifyingAlgorithm::EdDsa, Material::Ed25519(key))
            }
        };
        PublicKey::new(Some(self.id.clone()), Some(algorithm), material)
    }

    /// Signs claims as a token of a kind.
    ///
    /// # Errors
    /// If the key does not sign.
    pub fn sign(&self, kind: Kind, claims: Map<String, Value>) -> Result<String, SigningFailed> {
        let header = json!({
            "alg": self.algorithm(),
            "typ": kind.typ(),
            "kid": self.id,
        });
        let claims = Value::Object(claims);
        let mut token = format!(
            "{}.{}",
            encode(header.to_string()),
            encode(claims.to_string())
        );
        let signature = self.signature(token.as_bytes())?;
        token.push('.');
        token.push_str(&signature);
        Ok(token)
    }

    fn signature(&self, message: &[u8]) -> Result<String, SigningFailed> {
        let random = SystemRandom::new();
        match &self.pair {
            Pair::Rsa(pair) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &random, message, &mut signature)
                    .map_err(|_| SigningFailed)?;
                Ok(encode(signature))
            }
            Pair::P256(pair) => {
                let signature = pair.sign(&random, message).map_err(|_| SigningFailed)?;
                Ok(encode(signature))
            }
            Pair::Ed25519(pair) => {
                let signature = pair.try_sign(message).map_err(|_| SigningFailed)?;
                Ok(encode(signature))
            }
        }
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({})", self.id)
    }
}
