//! Requests that wait for a person.

use entity::authorization_request::{ActiveModel, Column, Entity, Model};
use rules::lifetimes::AUTHORIZATION_REQUEST;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::browser::{Browser, Waiting};
use super::request::BrowserRequest;
use crate::crypto::{Token, TokenHash};
use crate::{Context, Error};

/// A request that is about to wait for a person. Strangers can send any number of requests, so callers
/// first limit how many a network can store.
pub struct Pending {
    organization: Uuid,
    application: Uuid,
    parameters: String,
}

impl Pending {
    pub(super) fn of(request: &impl BrowserRequest) -> Result<Self, Error> {
        Ok(Self {
            organization: request.application().organization_id,
            application: request.application().id,
            parameters: written(request.checked())?,
        })
    }
}

/// Writes a request that has been checked, to be stored.
///
/// # Errors
/// If it cannot be written.
pub(crate) fn written(checked: &impl Serialize) -> Result<String, Error> {
    serde_json::to_string(checked).map_err(|error| Error::internal(error.to_string()))
}

/// Reads a request that was stored.
///
/// # Errors
/// If it cannot be read.
pub(crate) fn checked<T: DeserializeOwned>(parameters: &str) -> Result<T, Error> {
    serde_json::from_str(parameters)
        .map_err(|_| Error::internal("a stored request of an application cannot be read"))
}

/// Stores a request until the person has answered.
///
/// # Errors
/// If the database fails.
pub async fn wait(
    context: &Context,
    browser: &Browser<'_>,
    pending: Pending,
) -> Result<Waiting, Error> {
    let (token, binding) = (Token::random()?, browser.binding()?);
    let now = context.now();
    let row = ActiveModel {
        token_hash: Set(token.hash().bytes()),
        organization_id: Set(pending.organization),
        application_id: Set(pending.application),
        browser_hash: Set(TokenHash::of(&binding).bytes()),
        parameters: Set(pending.parameters),
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
pub(crate) async fn find(
    context: &Context,
    token: &str,
    binding: Option<&str>,
) -> Result<Option<Model>, Error> {
    let Some(binding) = binding else {
        return Ok(None);
    };
    let row = Entity::find_by_id(TokenHash::of(token).bytes())
        .filter(Column::BrowserHash.eq(TokenHash::of(binding).bytes()))
        .filter(Column::ExpiresAt.gt(context.now()))
        .one(context.database().read())
        .await?;
    Ok(row)
}

/// Takes a request away, because it is answered. Returns whether it was still there: of several tabs that
/// continue with it, one gets the answer.
///
/// # Errors
/// If the database fails.
pub(crate) async fn take(db: &impl ConnectionTrait, row: &Model) -> Result<bool, Error> {
    let gone = Entity::delete_by_id(row.token_hash.clone())
        .exec(db)
        .await?;
    Ok(gone.rows_affected == 1)
}
