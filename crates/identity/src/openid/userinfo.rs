use ::oidc::bearer::{self, SentToken};
use ::oidc::discovery::paths;
use ::oidc::error::{ErrorCode, ProtocolError};
use ::oidc::incoming::Incoming;
use ::oidc::reply::Reply;
use ::oidc::scope::Scope;
use ::oidc::token::TokenType;
use ::oidc::tokens::AccessClaims;
use ::oidc::userinfo::reply;
use uuid::Uuid;

use super::failure::Failure;
use super::find_usable::find_usable;
use super::{access_token, claims, proof};
use crate::Context;
use crate::accounts::subject;
use crate::users::profile_of;

/// Answers a userinfo request, with an error too.
pub async fn userinfo(context: &Context, incoming: &Incoming<'_>) -> Reply {
    let sent = match bearer::read(incoming) {
        Ok(Some(sent)) => sent,
        Ok(None) => return bearer::challenge(),
        Err(error) => return bearer::error(error, TokenType::Bearer),
    };
    let read = access_token::read(context, sent.token.reveal());
    let bound = read.as_ref().and_then(|(token, _)| token.dpop_jkt());
    // The error says how to send the token, regardless of how it was sent.
    let scheme = bound.map_or(sent.sent_as, |_| TokenType::Dpop);
    match answer(context, incoming, &sent, read).await {
        Ok(reply) => reply,
        Err(Failure::Protocol(error)) => bearer::error(error, scheme),
        Err(failure) => {
            tracing::error!(error = %failure, "a userinfo request failed");
            failure.reply()
        }
    }
}

async fn answer(
    context: &Context,
    incoming: &Incoming<'_>,
    sent: &SentToken,
    read: Option<(AccessClaims, Uuid)>,
) -> Result<Reply, Failure> {
    let (token, grant) = read.ok_or(bearer::invalid_token())?;
    bearer::check_binding(sent, token.dpop_jkt())?;
    let proof = match token.dpop_jkt() {
        Some(key) => {
            let bound = (sent.token.reveal(), key);
            Some(proof::of_token(context, incoming, paths::USERINFO, bound)?)
        }
        None => None,
    };
    let usable = find_usable(context, grant).await?;
    let usable = usable.filter(|usable| usable.grant.application_id.to_string() == token.client_id);
    let usable = usable.ok_or(bearer::invalid_token())?;
    let scopes = token.scopes();
    if !scopes.contains(&Scope::OpenId) {
        let error = ErrorCode::InsufficientScope;
        return Err(ProtocolError::new(error, "The scope openid is missing").into());
    }
    if usable.client.dpop_required && proof.is_none() {
        // It was issued before the setting changed.
        return Err(bearer::invalid_token().into());
    }
    if let Some(proof) = proof {
        proof::use_once(context, &usable.application, usable.grant.id, &proof).await?;
    }
    let db = context.database().read();
    let profile = profile_of(usable.profile);
    let of = (&usable.member, &profile, &scopes);
    let person = claims::person(db, of, &usable.application, &usable.client).await?;
    let subject = subject(&usable.client, usable.grant.account_id);
    Ok(reply(&subject, &person, &scopes))
}
