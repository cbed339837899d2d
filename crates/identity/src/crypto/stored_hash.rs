//! Password hashes at rest. They are encrypted under a separate key, so the database alone is not
//! enough to guess passwords offline. Each is bound to its account, so it cannot be moved to another.
//! Hashes that are not encrypted are accepted only until those of earlier versions have been encrypted.
//! After that, nobody can store a hash without the master key.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use uuid::Uuid;

use super::{MasterKey, Seal};
use crate::Error;

/// Hashes that were stored before they were encrypted begin with this, as every PHC string does.
pub const PLAIN: &str = "$";

impl MasterKey {
    /// Encrypts the password hash of an account, to store it.
    ///
    /// # Errors
    /// If no random numbers are available.
    pub fn seal_hash(&self, account: Uuid, hash: &str) -> Result<String, Error> {
        let sealed = self.seal(Seal::PasswordHash(account.as_bytes()), hash.as_bytes())?;
        Ok(URL_SAFE_NO_PAD.encode(sealed))
    }

    /// Decrypts the stored password hash of an account.
    ///
    /// # Errors
    /// If it belongs to another account, was encrypted under an unknown key, or is not encrypted although
    /// it should be.
    pub fn open_hash(&self, account: Uuid, stored: &str) -> Result<String, Error> {
        if stored.starts_with(PLAIN) {
            return if self.accepts_plain_hashes() {
                Ok(stored.to_owned())
            } else {
                Err(Error::internal("a password hash is not encrypted"))
            };
        }
        let purpose = Seal::PasswordHash(account.as_bytes());
        let sealed = URL_SAFE_NO_PAD.decode(stored).ok();
        let hash = sealed.and_then(|sealed| self.open(purpose, &sealed).ok());
        hash.and_then(|hash| String::from_utf8(hash).ok())
            .ok_or_else(|| Error::internal("a password hash cannot be decrypted"))
    }

    /// Whether a stored password hash is encrypted with the current key.
    pub fn is_current_hash(&self, stored: &str) -> bool {
        let sealed = URL_SAFE_NO_PAD.decode(stored);
        sealed.is_ok_and(|sealed| self.is_current(&sealed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_readable_only_with_the_key_and_for_its_account() -> Result<(), Error> {
        let missing = || Error::internal("key");
        let (ada, bob) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let hash = "$argon2id$v=19$m=64,t=1,p=1$c2FsdA$aGFzaA";
        let key = MasterKey::from_base64(&MasterKey::generate_base64()?).ok_or_else(missing)?;
        let stored = key.seal_hash(ada, hash)?;
        assert!(!stored.contains("argon2") && key.is_current_hash(&stored));
        assert_eq!(key.open_hash(ada, &stored)?, hash);
        assert!(key.open_hash(bob, &stored).is_err());
        let other = MasterKey::from_base64(&MasterKey::generate_base64()?).ok_or_else(missing)?;
        assert!(other.open_hash(ada, &stored).is_err() && !other.is_current_hash(&stored));
        // One from before hashes were encrypted.
        assert!(key.open_hash(ada, hash).is_err());
        key.accept_plain_hashes(true);
        assert_eq!(key.open_hash(ada, hash)?, hash);
        assert!(!key.is_current_hash(hash));
        Ok(())
    }
}
