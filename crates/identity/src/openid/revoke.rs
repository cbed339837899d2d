use ::oidc::incoming::Incoming;
use ::oidc::reply::Reply;
use ::oidc::revocation::{parse, reply};
use entity::oidc_grant;
use sea_orm::EntityTrait;

use super::authenticate::authenticate;
use super::failure::Failure;
use super::grant::revoke_grant;
use super::{access_token, refresh};
use crate::crypto::TokenHash;
use crate::{Context, Error};

/// Revokes what an application was granted with one of its tokens. Whatever the token is, the response is
/// the same.
///
/// # Errors
/// The errors of the protocol; if the database fails.
pub async fn revoke(context: &Context, incoming: &Incoming<'_>) -> Result<Reply, Failure> {
    let form = incoming.form()?;
    let registered = authenticate(context, incoming, &form).await?;
    let request = parse(&form)?;
    let grant = grant_of(context, request.token.reveal()).await?;
    let own = grant.filter(|grant| grant.application_id == registered.application.id);
    if let Some(grant) = own {
        revoke_grant(context, context.database().write(), &grant).await?;
    }
    Ok(reply())
}

async fn grant_of(context: &Context, token: &str) -> Result<Option<oidc_grant::Model>, Error> {
    let read = context.database().read();
    if let Some((_, grant)) = access_token::read(context, token) {
        return Ok(oidc_grant::Entity::find_by_id(grant).one(read).await?);
    }
    let found = refresh::find(read, &TokenHash::of(token).bytes()).await?;
    Ok(found.map(|(_, grant)| grant))
}
