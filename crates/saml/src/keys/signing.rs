use std::fmt;

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{KeyPair, RSA_PKCS1_SHA256, RsaKeyPair};

use super::{Certificate, CryptoError};

/// A private key that signs, with its certificate. It is parsed once: parsing an RSA key takes as long
/// as signing.
pub struct SigningKey {
    pair: RsaKeyPair,
    certificate: Certificate,
}

impl SigningKey {
    /// Generates an RSA key of 2048 bits as PKCS #8. This takes about 80 ms.
    ///
    /// # Errors
    /// If no random numbers are available.
    pub fn generate() -> Result<Vec<u8>, CryptoError> {
        let pair = RsaKeyPair::generate(KeySize::Rsa2048)?;
        let document: Pkcs8V1Der<'_> = pair.as_der()?;
        Ok(document.as_ref().to_vec())
    }

    /// Reads a private key as [`Self::generate`] writes it.
    ///
    /// # Errors
    /// If it cannot be read, or the certificate is for another key.
    pub fn from_pkcs8(pkcs8: &[u8], certificate: Certificate) -> Result<Self, CryptoError> {
        let pair = RsaKeyPair::from_pkcs8(pkcs8).map_err(|_| CryptoError)?;
        if !certificate.is_for(pair.public_key().as_ref()) {
            return Err(CryptoError);
        }
        Ok(Self { pair, certificate })
    }

    /// The certificate.
    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// Signs with RSA and SHA-256.
    pub(crate) fn sign(&self, message: &[u8]) -> Result<Vec<u8>, CryptoError> {
        let mut signature = vec![0; self.pair.public_modulus_len()];
        let random = SystemRandom::new();
        self.pair
            .sign(&RSA_PKCS1_SHA256, &random, message, &mut signature)?;
        Ok(signature)
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({})", self.certificate.sha256())
    }
}
