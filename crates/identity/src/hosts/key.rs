use contract::events::EventAction;
use contract::hosts::HostWithKey;
use contract::ids::HostId;
use entity::linux_host::{ActiveModel, Entity};
use sea_orm::{ActiveValue::Set, EntityTrait, Unchanged};

use super::held_host::hold;
use super::show::{party, show_stored};
use crate::crypto::{Token, TokenHash};
use crate::events::record;
use crate::permitted::{OrganizationWrite, Permitted};
use crate::{Context, Error};

/// The beginning of each key. Differs from that of API keys, which hosts are not.
const PREFIX: &str = "lkh_";
/// The number of first characters that are stored so that people can identify a key: the prefix and 8 of
/// the 43 random characters.
const RECOGNIZED_BY: usize = PREFIX.len() + 8;

/// A new key.
pub(super) struct NewKey {
    /// The key as the host gets it.
    pub text: String,
    /// Its first characters.
    pub hint: String,
    /// What is stored.
    pub hash: Vec<u8>,
}

impl NewKey {
    /// Generates a key.
    ///
    /// # Errors
    /// If no random numbers are available.
    pub fn random() -> Result<Self, Error> {
        let text = format!("{PREFIX}{}", Token::random()?.reveal());
        Ok(Self {
            hint: text.chars().take(RECOGNIZED_BY).collect(),
            hash: TokenHash::of(&text).bytes(),
            text,
        })
    }
}

/// Replaces the key of a host. The previous one stops working immediately. The new one is only in this
/// response.
///
/// # Errors
/// `not-found`, `forbidden`.
pub async fn replace_key(
    context: &Context,
    principal: &Permitted<OrganizationWrite>,
    id: HostId,
) -> Result<HostWithKey, Error> {
    let organization = principal.organization();
    let tx = context.database().begin().await?;
    let before = hold(&tx, organization, id).await?;
    let key = NewKey::random()?;
    let row = ActiveModel {
        id: Unchanged(before.id),
        key_hash: Set(key.hash),
        hint: Set(key.hint),
        version: Set(before.version + 1),
        ..Default::default()
    };
    let after = Entity::update(row).exec(&tx).await?;
    let event = principal
        .event(EventAction::HostKeyReplaced)
        .to(party(&after))
        .with("key", after.hint.as_str());
    record(context, &tx, organization, event).await?;
    let host = show_stored(&tx, after).await?;
    tx.commit().await?;
    Ok(HostWithKey {
        host,
        key: key.text,
    })
}
