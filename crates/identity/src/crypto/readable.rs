use aws_lc_rs::rand;

use crate::Error;

/// Lower-case letters and digits that are hard to confuse. 32 of them: five bits per character.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Random characters that people can type and every device accepts.
///
/// # Errors
/// If no random numbers are available.
pub(crate) fn random_characters<const COUNT: usize>() -> Result<String, Error> {
    let mut bytes = [0; COUNT];
    rand::fill(&mut bytes).map_err(|_| Error::internal("no randomness"))?;
    let characters = bytes.into_iter();
    Ok(characters
        .map(|byte| char::from(ALPHABET[usize::from(byte % 32)]))
        .collect())
}
