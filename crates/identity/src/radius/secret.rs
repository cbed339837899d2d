use contract::events::EventAction;
use contract::ids::RadiusClientId;
use contract::radius::RadiusClientWithSecret;
use entity::radius_client::{ActiveModel, Entity};
use sea_orm::{ActiveValue::Set, EntityTrait, Unchanged};

use super::held_client::hold;
use super::show::{party, show_stored};
use crate::crypto::{TokenHash, random_characters};
use crate::events::record;
use crate::permitted::{OrganizationWrite, Permitted};
use crate::{Context, Error};

/// The beginning of each secret, by which people and scanners recognize one.
const PREFIX: &str = "lkr";
/// 140 bits. With the prefix, 31 characters: some access points accept no more.
const RANDOM: usize = 28;
/// The number of first characters that are stored so that people can identify it: the prefix and 25 bits.
const RECOGNIZED_BY: usize = PREFIX.len() + 5;

/// A new secret.
pub(super) struct NewSecret {
    /// The secret as the access point gets it: letters and digits only, which every access point accepts.
    pub text: String,
    /// Its first characters.
    pub hint: String,
    /// What is stored.
    pub hash: Vec<u8>,
}

impl NewSecret {
    /// Generates a secret.
    ///
    /// # Errors
    /// If no random numbers are available.
    pub fn random() -> Result<Self, Error> {
        let text = format!("{PREFIX}{}", random_characters::<RANDOM>()?);
        Ok(Self {
            hint: text.chars().take(RECOGNIZED_BY).collect(),
            hash: TokenHash::of(&text).bytes(),
            text,
        })
    }
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
    let organization = principal.organization();
    let tx = context.database().begin().await?;
    let before = hold(&tx, organization, id).await?;
    let secret = NewSecret::random()?;
    let row = ActiveModel {
        id: Unchanged(before.id),
        secret_hash: Set(secret.hash),
        hint: Set(secret.hint),
        version: Set(before.version + 1),
        ..Default::default()
    };
    let after = Entity::update(row).exec(&tx).await?;
    let event = principal
        .event(EventAction::RadiusClientSecretReplaced)
        .to(party(&after))
        .with("secret", after.hint.as_str());
    record(context, &tx, organization, event).await?;
    let radius_client = show_stored(&tx, after).await?;
    tx.commit().await?;
    Ok(RadiusClientWithSecret {
        radius_client,
        secret: secret.text,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_fits_into_every_access_point() -> Result<(), Error> {
        let secret = NewSecret::random()?;
        assert_eq!(secret.text.len(), 31);
        assert!(secret.text.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        assert!(secret.text.starts_with(&secret.hint) && secret.hint.len() == 8);
        assert_ne!(secret.text, NewSecret::random()?.text);
        Ok(())
    }
}
