use contract::ids::RadiusClientId;
use contract::radius::RadiusClientWithSecret;
use entity::radius_client::Entity;

use crate::crypto::random_characters;
use crate::permitted::{OrganizationWrite, Permitted};
use crate::resources::{NewCredential, replace_credential};
use crate::{Context, Error};

/// The beginning of each secret, by which people and scanners recognize one.
const PREFIX: &str = "lkr";
/// 140 bits. With the prefix, 31 characters: some access points accept no more.
const RANDOM: usize = 28;
/// The number of first characters that are stored so that people can identify it: the prefix and 25 bits.
const RECOGNIZED_BY: usize = PREFIX.len() + 5;

/// Generates a secret: letters and digits only, which every access point accepts.
///
/// # Errors
/// If no random numbers are available.
pub(super) fn new_secret() -> Result<NewCredential, Error> {
    let text = format!("{PREFIX}{}", random_characters::<RANDOM>()?);
    Ok(NewCredential::new(text, RECOGNIZED_BY))
}

/// Replaces the secret of a RADIUS client. The previous one stops working immediately. The new one is only
/// in this response.
///
/// # Errors
/// `not-found`, `forbidden`.
pub async fn replace_secret(
    context: &Context,
    principal: &Permitted<OrganizationWrite>,
    id: RadiusClientId,
) -> Result<RadiusClientWithSecret, Error> {
    let (radius_client, secret) = replace_credential::<Entity>(context, principal, id).await?;
    Ok(RadiusClientWithSecret {
        radius_client,
        secret,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_fits_into_every_access_point() -> Result<(), Error> {
        let secret = new_secret()?;
        assert_eq!(secret.text.len(), 31);
        assert!(secret.text.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        assert!(secret.text.starts_with(&secret.hint) && secret.hint.len() == 8);
        assert_ne!(secret.text, new_secret()?.text);
        Ok(())
    }
}
