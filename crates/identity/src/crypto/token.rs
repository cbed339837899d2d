use std::fmt;

use aws_lc_rs::{digest, rand};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::Error;

/// A random secret of 256 bits, as links, cookies and API keys carry it. Only its
/// [`TokenHash`] is stored.
pub struct Token(String);

/// SHA-256 of a token: enough to recognize it, useless to whoever reads the database. A
/// random token needs no slow hash.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct TokenHash([u8; 32]);

impl Token {
    /// A new random token.
    ///
    /// # Errors
    /// When the machine has no randomness to give.
    pub fn random() -> Result<Self, Error> {
        let mut bytes = [0; 32];
        rand::fill(&mut bytes).map_err(|_| Error::internal("no randomness"))?;
        Ok(Self(URL_SAFE_NO_PAD.encode(bytes)))
    }

    /// The text to hand out: 43 characters of base64url.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What is stored.
    pub fn hash(&self) -> TokenHash {
        TokenHash::of(&self.0)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(hidden)")
    }
}

impl TokenHash {
    /// The hash of a token as it came in, whatever it is.
    pub fn of(text: &str) -> Self {
        let mut hash = [0; 32];
        hash.copy_from_slice(digest::digest(&digest::SHA256, text.as_bytes()).as_ref());
        Self(hash)
    }

    /// The bytes to store and to look up by.
    pub fn bytes(&self) -> Vec<u8> {
        self.0.to_vec()
    }
}
