use contract::hosts::HostWithKey;
use contract::ids::HostId;
use entity::linux_host::Entity;

use crate::crypto::Token;
use crate::permitted::{OrganizationWrite, Permitted};
use crate::resources::{NewCredential, replace_credential};
use crate::{Context, Error};

/// The beginning of each key. Differs from that of API keys, which hosts are not.
const PREFIX: &str = "lkh_";
/// The number of first characters that are stored so that people can identify a key: the prefix and 8 of
/// the 43 random characters.
const RECOGNIZED_BY: usize = PREFIX.len() + 8;

/// Generates a key.
///
/// # Errors
/// If no random numbers are available.
pub(super) fn new_key() -> Result<NewCredential, Error> {
    let text = format!("{PREFIX}{}", Token::random()?.reveal());
    Ok(NewCredential::new(text, RECOGNIZED_BY))
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
    let (host, key) = replace_credential::<Entity>(context, principal, id).await?;
    Ok(HostWithKey { host, key })
}
