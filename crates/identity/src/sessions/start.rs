use std::time::Duration;

use contract::sign_in::AccessToken;
use entity::{account, refresh_token, session};
use mail::Message;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
};
use uuid::Uuid;

use super::expiry;
use crate::accounts::HeldAccount;
use crate::actor::Client;
use crate::crypto::Token;
use crate::{Context, Error, access_tokens};

/// The tokens of a new or refreshed session.
#[derive(Debug)]
pub struct Started {
    /// Sent in the `Authorization` header.
    pub access_token: AccessToken,
    /// Stored in the `HttpOnly` cookie.
    pub refresh_token: Token,
}

/// Begins a session after a completed sign-in. Emails the owner if the device or address is new to
/// the account. `at_most` limits the session's total duration, if that is shorter than for other
/// sessions.
///
/// # Errors
/// When the database fails.
pub(crate) async fn start(
    held: &HeldAccount<'_>,
    at_most: Option<Duration>,
    client: &Client,
) -> Result<Started, Error> {
    let (context, tx, account) = (held.context(), held.tx(), &held.account);
    let now = context.now();
    let portal = account.kind.portal();
    if is_new_device(tx, account, client).await? {
        let message = Message::NewDeviceSignIn {
            device: client.device.clone(),
            address: client.address.clone(),
            at: now.to_utc(),
        };
        held.enqueue(&message).await?;
    }
    let id = context.new_id();
    let ends_at = at_most.map(|at_most| now.plus(at_most));
    let row = session::ActiveModel {
        id: Set(id),
        organization_id: Set(account.organization_id),
        account_id: Set(account.id),
        portal: Set(portal),
        device: Set(client.device.clone()),
        address: Set(client.address.clone()),
        created_at: Set(now),
        last_used_at: Set(now),
        expires_at: Set(expiry(portal, now, ends_at, now)),
        proved_at: Set(now),
        ends_at: Set(ends_at),
        ..Default::default()
    };
    session::Entity::insert(row)
        .exec_without_returning(tx)
        .await?;
    account::Entity::update_many()
        .col_expr(account::Column::LastSignInAt, Expr::value(now))
        .filter(account::Column::Id.eq(account.id))
        .exec(tx)
        .await?;
    Ok(Started {
        access_token: access_tokens::issue(context, portal, account.id, id)?,
        refresh_token: issue_refresh_token(context, tx, id).await?,
    })
}

pub(super) async fn issue_refresh_token(
    context: &Context,
    tx: &impl ConnectionTrait,
    session: Uuid,
) -> Result<Token, Error> {
    let token = Token::random()?;
    let row = refresh_token::ActiveModel {
        token_hash: Set(token.hash().bytes()),
        session_id: Set(session),
        issued_at: Set(context.now()),
        ..Default::default()
    };
    refresh_token::Entity::insert(row)
        .exec_without_returning(tx)
        .await?;
    Ok(token)
}

/// Whether the account has signed in before, but never from this device. Not for the first sign-in,
/// which the owner expects.
async fn is_new_device(
    tx: &impl ConnectionTrait,
    account: &account::Model,
    client: &Client,
) -> Result<bool, Error> {
    if account.last_sign_in_at.is_none() {
        return Ok(false);
    }
    let seen = session::Entity::find()
        .filter(session::Column::AccountId.eq(account.id))
        .filter(session::Column::Device.eq(&client.device))
        .count(tx)
        .await?;
    Ok(seen == 0)
}
