use ::oidc::bearer::{self, SentToken};
use ::oidc::error::{ErrorCode, ProtocolError};
use ::oidc::incoming::Incoming;
use ::oidc::reply::Reply;
use ::oidc::scope::Scope;
use ::oidc::token::TokenType;
use ::oidc::userinfo::reply;

use super::failure::Failure;
use super::usable::find_usable;
use super::{access_token, claims, client};
use crate::Context;
use crate::accounts::subject;

/// Answers a userinfo request, with an error too.
pub async fn userinfo(context: &Context, incoming: &Incoming<'_>) -> Reply {
    let sent = match bearer::read(incoming) {
        Ok(Some(sent)) => sent,
        Ok(None) => return bearer::challenge(),
        Err(error) => return bearer::error(error, TokenType::Bearer),
    };
    match answer(context, &sent).await {
        Ok(reply) => reply,
        Err(Failure::Protocol(error)) => bearer::error(error, sent.sent_as),
        Err(failure) => {
            tracing::error!(error = %failure, "a userinfo request failed");
            failure.reply()
        }
    }
}

async fn answer(context: &Context, sent: &SentToken) -> Result<Reply, Failure> {
    let read = access_token::read(context, sent.token.reveal());
    let (token, grant) = read.ok_or(bearer::invalid_token())?;
    bearer::check_binding(sent, token.dpop_jkt())?;
    let usable = find_usable(context, grant).await?;
    let usable = usable.filter(|usable| usable.grant.application_id.to_string() == token.client_id);
    let usable = usable.ok_or(bearer::invalid_token())?;
    let scopes = token.scopes();
    if !scopes.contains(&Scope::OpenId) {
        let error = ErrorCode::InsufficientScope;
        return Err(ProtocolError::new(error, "The scope openid is missing").into());
    }
    let db = context.database().read();
    let registered = client::find_by_id(db, usable.application.id).await?;
    let registered = registered.ok_or(bearer::invalid_token())?;
    let row = &registered.stored.row;
    let person = claims::person(db, &usable.member, &usable.application, row).await?;
    let subject = subject(row, usable.grant.account_id);
    Ok(reply(&subject, &person, &scopes))
}
