use aws_lc_rs::rand;

use crate::Error;
use crate::crypto::TokenHash;

/// Crockford's base 32, which leaves out letters that look like digits. Five bits per character.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// 140 bits.
const LENGTH: usize = 28;
/// The number of characters between two dashes.
const GROUP: usize = 4;

/// Generates a secret: `k7mq-2xv9-ht4c-p0dz-8wfn-6ybr-3gaj`.
pub(super) fn new_secret() -> Result<String, Error> {
    let mut bytes = [0; LENGTH];
    rand::fill(&mut bytes).map_err(|_| Error::internal("no randomness"))?;
    let mut secret = String::with_capacity(LENGTH + LENGTH / GROUP);
    for (i, byte) in bytes.into_iter().enumerate() {
        if i > 0 && i % GROUP == 0 {
            secret.push('-');
        }
        secret.push(char::from(ALPHABET[usize::from(byte % 32)]));
    }
    Ok(secret)
}

/// The secret as it is compared: people type it into devices, so case, dashes and spaces are ignored, and
/// letters that look like digits count as digits. `None` if it cannot be one.
pub(super) fn normalized(typed: &str) -> Option<String> {
    // Longer texts are not normalized: they can be of any length.
    if typed.len() > 4 * LENGTH {
        return None;
    }
    let plain: String = typed
        .chars()
        .filter(|c| *c != '-' && !c.is_whitespace())
        .map(|c| match c.to_ascii_lowercase() {
            'i' | 'l' => '1',
            'o' => '0',
            c => c,
        })
        .collect();
    (plain.len() == LENGTH).then_some(plain)
}

/// The hash to store.
pub(super) fn hash(secret: &str) -> Vec<u8> {
    TokenHash::of(secret).bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_compared_as_people_type_it() -> Result<(), Error> {
        let secret = new_secret()?;
        assert_eq!(secret.len(), 34);
        let plain = normalized(&secret);
        assert_eq!(plain.as_deref().map(str::len), Some(LENGTH));
        for typed in [
            secret.to_ascii_uppercase(),
            secret.replace('-', " "),
            secret.replace('-', ""),
            secret.replace('0', "o").replace('1', "L"),
            format!(" {secret}\n"),
        ] {
            assert_eq!(normalized(&typed), plain, "{typed}");
        }
        let long = format!("{secret}0");
        let huge = "-".repeat(1_000_000);
        for other in ["", "a password", &secret[1..], &long, &huge] {
            assert_eq!(normalized(other), None);
        }
        Ok(())
    }

    #[test]
    fn secrets_differ() -> Result<(), Error> {
        assert_ne!(new_secret()?, new_secret()?);
        Ok(())
    }
}
