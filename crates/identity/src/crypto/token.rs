use std::fmt;

use aws_lc_rs::{digest, rand};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::Error;

/// The number of characters of a token: 256 bits as base64url.
pub const TOKEN_LENGTH: usize = 43;

/// A random 256-bit secret for links, cookies and API keys. Only its [`TokenHash`] is stored.
pub struct Token(String);

/// The SHA-256 hash of a token. It cannot be turned back into the token, so a leak of the database
/// reveals none. A random token does not need a slow hash.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct TokenHash([u8; 32]);

impl Token {
    /// Generates a random token.
    ///
    /// # Errors
    /// If no random numbers are available.
    pub fn random() -> Result<Self, Error> {
        let mut bytes = [0; 32];
        rand::fill(&mut bytes).map_err(|_| Error::internal("no randomness"))?;
        Ok(Self(URL_SAFE_NO_PAD.encode(bytes)))
    }

    /// The token itself: [`TOKEN_LENGTH`] characters of base64url.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// The hash to store.
    pub fn hash(&self) -> TokenHash {
        TokenHash::of(&self.0)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(hidden)")
    }
}

impl fmt::Debug for TokenHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenHash(hidden)")
    }
}

impl TokenHash {
    /// Hashes a token from a request. The text may be anything.
    pub fn of(text: &str) -> Self {
        let mut hash = [0; 32];
        hash.copy_from_slice(digest::digest(&digest::SHA256, text.as_bytes()).as_ref());
        Self(hash)
    }

    /// The bytes to store and to look up.
    pub fn bytes(&self) -> Vec<u8> {
        self.0.to_vec()
    }
}
