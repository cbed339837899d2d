use std::fmt;

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::Error;

/// The key under which every secret in the database is encrypted (AES-256-GCM).
pub struct MasterKey(RandomizedNonceKey);

/// What a sealed value is for. It is authenticated with the value, so that a value copied
/// to another place does not open there.
#[derive(Clone, Copy, Debug)]
pub enum Seal<'a> {
    /// A private signing key, with its key id.
    SigningKey(&'a str),
    /// The content of a mail, with its id.
    Mail(&'a [u8]),
    /// Leave to look at the mails of an organization for a while.
    MailPreview,
    /// A list cursor, with what it belongs to: organization, list, sort, filter, search.
    Cursor(&'a str),
}

/// The value was sealed for something else, under another key, or changed since.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the value does not open under this master key")]
pub struct Unsealable;

impl Seal<'_> {
    fn context(self) -> Vec<u8> {
        let (kind, what): (&[u8], &[u8]) = match self {
            Self::SigningKey(id) => (b"signing key\0", id.as_bytes()),
            Self::Mail(id) => (b"mail\0", id),
            Self::MailPreview => (b"mail preview\0", b""),
            Self::Cursor(list) => (b"cursor\0", list.as_bytes()),
        };
        [kind, what].concat()
    }
}

impl MasterKey {
    /// Reads a key from its base64 form: 32 bytes, as `openssl rand -base64 32` prints them.
    /// `None` when it is anything else.
    pub fn from_base64(text: &str) -> Option<Self> {
        let bytes = STANDARD.decode(text.trim()).ok()?;
        if bytes.len() != 32 {
            return None;
        }
        RandomizedNonceKey::new(&AES_256_GCM, &bytes).ok().map(Self)
    }

    /// A new random key in its base64 form, to be kept in a file.
    ///
    /// # Errors
    /// When the machine has no randomness to give.
    pub fn generate_base64() -> Result<String, Error> {
        let mut bytes = [0; 32];
        aws_lc_rs::rand::fill(&mut bytes).map_err(|_| Error::internal("no randomness"))?;
        Ok(STANDARD.encode(bytes))
    }

    /// Encrypts `value` for one purpose: a random nonce, the ciphertext and its tag.
    ///
    /// # Errors
    /// When the machine has no randomness to give.
    pub fn seal(&self, purpose: Seal<'_>, value: &[u8]) -> Result<Vec<u8>, Error> {
        let mut sealed = value.to_vec();
        let nonce = self
            .0
            .seal_in_place_append_tag(Aad::from(purpose.context()), &mut sealed)
            .map_err(|_| Error::internal("sealing failed"))?;
        Ok([nonce.as_ref().as_slice(), &sealed].concat())
    }

    /// Decrypts what [`MasterKey::seal`] made for the same purpose.
    ///
    /// # Errors
    /// [`Unsealable`] for anything else.
    pub fn open(&self, purpose: Seal<'_>, sealed: &[u8]) -> Result<Vec<u8>, Unsealable> {
        let (nonce, rest) = sealed.split_at_checked(NONCE_LEN).ok_or(Unsealable)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| Unsealable)?;
        let mut rest = rest.to_vec();
        self.0
            .open_in_place(nonce, Aad::from(purpose.context()), &mut rest)
            .map(|value| value.to_vec())
            .map_err(|_| Unsealable)
    }
}

impl fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MasterKey(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_only_what_was_sealed_for_the_same_purpose_under_the_same_key() -> Result<(), Error> {
        let text = MasterKey::generate_base64()?;
        let key = MasterKey::from_base64(&text).ok_or(Error::internal("key"))?;
        let sealed = key.seal(Seal::Cursor("users"), b"42")?;
        assert_eq!(key.open(Seal::Cursor("users"), &sealed), Ok(b"42".to_vec()));
        assert_eq!(key.open(Seal::Cursor("events"), &sealed), Err(Unsealable));
        assert_eq!(
            key.open(Seal::SigningKey("users"), &sealed),
            Err(Unsealable)
        );
        for i in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[i] ^= 1;
            assert_eq!(key.open(Seal::Cursor("users"), &changed), Err(Unsealable));
        }
        let other = MasterKey::from_base64(&MasterKey::generate_base64()?);
        let other = other.ok_or(Error::internal("key"))?;
        assert_eq!(other.open(Seal::Cursor("users"), &sealed), Err(Unsealable));
        assert!(MasterKey::from_base64("c2hvcnQ=").is_none());
        Ok(())
    }
}
