//! Signatures as Standard Webhooks describes them.

use aws_lc_rs::{hmac, rand};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::Error;

/// What secrets begin with.
const PREFIX: &str = "whsec_";
/// The number of a secret's first characters that are stored so that people can identify it.
const RECOGNIZED_BY: usize = PREFIX.len() + 8;
/// The length of a key, in bytes.
const KEY: usize = 32;

/// A new secret.
pub(super) struct NewSecret {
    /// The key.
    pub key: [u8; KEY],
    /// The key as the receiver gets it.
    pub text: String,
    /// The first characters of that.
    pub hint: String,
}

impl NewSecret {
    /// # Errors
    /// If no random numbers are available.
    pub fn random() -> Result<Self, Error> {
        let mut key = [0; KEY];
        rand::fill(&mut key).map_err(|_| Error::internal("no randomness"))?;
        let text = format!("{PREFIX}{}", STANDARD.encode(key));
        let hint = text.chars().take(RECOGNIZED_BY).collect();
        Ok(Self { key, text, hint })
    }
}

/// The value of the header `webhook-signature`: one signature for each key, so that the receiver may
/// know either of two.
pub(super) fn signatures(keys: &[Vec<u8>], id: &str, timestamp: i64, body: &str) -> String {
    let signed = format!("{id}.{timestamp}.{body}");
    let signature = |key: &Vec<u8>| {
        let key = hmac::Key::new(hmac::HMAC_SHA256, key);
        let tag = hmac::sign(&key, signed.as_bytes());
        format!("v1,{}", STANDARD.encode(tag))
    };
    let signatures: Vec<String> = keys.iter().map(signature).collect();
    signatures.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_as_the_specification_does() {
        // Computed with another implementation of HMAC.
        let key = b"0123456789abcdef0123456789abcdef".to_vec();
        let one = signatures(std::slice::from_ref(&key), "msg_1", 1_700_000_000, "{}");
        assert_eq!(one, "v1,2c4VI0bO4Wd5svqP2unEA9pCk0dTAXr/elrHCJ+/efk=");
        let both = signatures(&[key, b"another".to_vec()], "msg_1", 1_700_000_000, "{}");
        let (first, second) = both.split_once(' ').unwrap();
        assert_eq!(first, one);
        assert!(second.starts_with("v1,") && second != one);
    }

    #[test]
    fn a_secret_is_its_key_in_base64() {
        let secret = NewSecret::random().unwrap();
        let encoded = secret.text.strip_prefix(PREFIX).unwrap();
        assert_eq!(STANDARD.decode(encoded).unwrap(), secret.key);
        assert!(secret.text.starts_with(&secret.hint));
    }
}
