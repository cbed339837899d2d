use rules::passwords::{MAX_BYTES, normalize};

use super::{Asker, PasswordHasher};
use crate::Error;

/// Takes as long as verifying a password, in the same pool, where there is none to verify. So the duration says
/// nothing, and nobody can cause events faster than passwords can be guessed.
///
/// # Errors
/// `busy` if too many passwords are waiting to be hashed.
pub(crate) async fn decoy(
    hasher: &PasswordHasher,
    asker: Asker,
    password: &str,
) -> Result<(), Error> {
    let mut place = hasher.place(asker)?;
    let typed = Some(password).filter(|typed| typed.len() <= MAX_BYTES);
    let password = normalize(typed.unwrap_or_default());
    place.verify(password, None).await?;
    Ok(())
}
