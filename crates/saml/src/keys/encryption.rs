use std::fmt;

use aws_lc_rs::aead::{AES_256_GCM, Aad, RandomizedNonceKey};
use aws_lc_rs::rand;
use aws_lc_rs::rsa::{OAEP_SHA1_MGF1SHA1, OaepPublicEncryptingKey, PublicEncryptingKey};

use super::{Certificate, CertificateProblem, CryptoError};

/// A key of a service provider for which assertions are encrypted.
pub struct EncryptionKey {
    key: OaepPublicEncryptingKey,
    certificate: Certificate,
}

/// A text that was encrypted, and the key for it.
pub(crate) struct Encrypted {
    /// The nonce, the ciphertext and the tag.
    pub content: Vec<u8>,
    /// The key of the content, encrypted for the service provider.
    pub key: Vec<u8>,
}

impl EncryptionKey {
    /// The key of a certificate.
    ///
    /// # Errors
    /// If it is not an RSA key of 2048 to 8192 bits.
    pub fn from_certificate(certificate: &Certificate) -> Result<Self, CertificateProblem> {
        certificate.check_key()?;
        let key = PublicEncryptingKey::from_der(certificate.key())
            .map_err(|_| CertificateProblem::NotRsa)?;
        let key = OaepPublicEncryptingKey::new(key).map_err(|_| CertificateProblem::NotRsa)?;
        Ok(Self {
            key,
            certificate: certificate.clone(),
        })
    }

    pub(crate) fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// Encrypts with AES-256-GCM under a key that is used once, and that key with RSA-OAEP. SHA-1 in
    /// OAEP needs no resistance against collisions, and every service provider supports it.
    pub(crate) fn encrypt(&self, text: &str) -> Result<Encrypted, CryptoError> {
        let mut content_key = [0; 32];
        rand::fill(&mut content_key)?;
        let mut sealed = text.as_bytes().to_vec();
        let nonce = RandomizedNonceKey::new(&AES_256_GCM, &content_key)?
            .seal_in_place_append_tag(Aad::empty(), &mut sealed)?;
        let mut content = nonce.as_ref().to_vec();
        content.append(&mut sealed);
        let mut key = vec![0; self.key.ciphertext_size()];
        let length = self
            .key
            .encrypt(&OAEP_SHA1_MGF1SHA1, &content_key, &mut key, None)?
            .len();
        key.truncate(length);
        Ok(Encrypted { content, key })
    }
}

impl fmt::Debug for EncryptionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EncryptionKey({})", self.certificate.sha256())
    }
}
