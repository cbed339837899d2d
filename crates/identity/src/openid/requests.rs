//! Requests that wait for a person.

use ::oidc::authorize::AuthorizationRequest;
use entity::authorization_request::{ActiveModel, Column, Entity, Model};
use rules::lifetimes::AUTHORIZATION_REQUEST;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::browser::{Browser, Waiting};
use super::client::{Registered, find_by_id};
use crate::crypto::{Token, TokenHash};
use crate::{Context, Error};

/// A request that waits, with the current settings of its application.
pub(super) struct Found {
    pub row: Model,
    pub request: AuthorizationRequest,
    pub registered: Registered,
}

/// Stores a request.
///
/// # Errors
/// If the database fails.
pub(super) async fn store(
    context: &Context,
    registered: &Registered,
    request: &AuthorizationRequest,
    browser: &Browser<'_>,
) -> Result<Waiting, Error> {
    let parameters =
        serde_json::to_string(request).map_err(|error| Error::internal(error.to_string()))?;
    let (token, binding) = (Token::random()?, browser.binding()?);
    let now = context.now();
    let row = ActiveModel {
        token_hash: Set(token.hash().bytes()),
        organization_id: Set(registered.application.organization_id),
        application_id: Set(registered.application.id),
        browser_hash: Set(TokenHash::of(&binding).bytes()),
        parameters: Set(parameters),
        created_at: Set(now),
        expires_at: Set(now.plus(AUTHORIZATION_REQUEST)),
        session_id: Set(None),
        denied: Set(false),
    };
    Entity::insert(row)
        .exec_without_returning(context.database().write())
        .await?;
    Ok(Waiting {
        token: token.reveal().to_owned(),
        browser: binding,
    })
}

/// The request with this token, if it waits, and if it was made in this browser. One of another browser
/// is as unknown as one that never was.
///
/// # Errors
/// If the database fails.
pub(super) async fn find(
    context: &Context,
    token: &str,
    binding: Option<&str>,
) -> Result<Option<Found>, Error> {
    let Some(binding) = binding else {
        return Ok(None);
    };
    let read = context.database().read();
    let row = Entity::find_by_id(TokenHash::of(token).bytes())
        .filter(Column::BrowserHash.eq(TokenHash::of(binding).bytes()))
        .filter(Column::ExpiresAt.gt(context.now()))
        .one(read)
        .await?;
    let Some(row) = row else {
        return Ok(None);
    };
    let Some(registered) = find_by_id(read, row.application_id).await? else {
        return Ok(None);
    };
    let request = serde_json::from_str(&row.parameters)
        .map_err(|_| Error::internal("a stored authorization request cannot be read"))?;
    Ok(Some(Found {
        row,
        request,
        registered,
    }))
}

/// Takes a request away, because it is answered. Returns whether it was still there: of several tabs that
/// continue with it, one gets the answer.
///
/// # Errors
/// If the database fails.
pub(super) async fn take(db: &impl ConnectionTrait, row: &Model) -> Result<bool, Error> {
    let gone = Entity::delete_by_id(row.token_hash.clone())
        .exec(db)
        .await?;
    Ok(gone.rows_affected == 1)
}
