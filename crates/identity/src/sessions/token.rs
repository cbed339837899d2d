use entity::refresh_token::{Column, Entity};
use entity::{refresh_token, session};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
};
use uuid::Uuid;

use crate::accounts::HeldAccount;
use crate::actor::Client;
use crate::addresses::Portal;
use crate::crypto::{Token, TokenHash};
use crate::{Context, Error};

/// The session of a refresh token, used or unused, ended or not, and its account, held; and the token.
///
/// # Errors
/// When the database fails.
pub(super) async fn hold_by_token<'a>(
    context: &'a Context,
    portal: Portal,
    token: &str,
) -> Result<Option<(HeldAccount<'a>, session::Model, refresh_token::Model)>, Error> {
    let Some((before, _)) = find(context.database().read(), portal, token).await? else {
        return Ok(None);
    };
    let Some(held) = HeldAccount::by_id(context, before.account_id).await? else {
        return Ok(None);
    };
    // It may have continued under another identifier in the meantime.
    let found = find(held.tx(), portal, token).await?;
    Ok(found.map(|(session, token)| (held, session, token)))
}

async fn find(
    db: &impl ConnectionTrait,
    portal: Portal,
    token: &str,
) -> Result<Option<(session::Model, refresh_token::Model)>, Error> {
    let token = Entity::find_by_id(TokenHash::of(token).bytes());
    let Some(token) = token.one(db).await? else {
        return Ok(None);
    };
    let session = session::Entity::find_by_id(token.session_id)
        .filter(session::Column::Portal.eq(portal))
        .one(db)
        .await?;
    Ok(session.map(|session| (session, token)))
}

/// Spends the current tokens of a session, and issues one of the next generation. Callers that know the
/// current generation use [`spend`] and [`issue`].
///
/// # Errors
/// When the database fails.
pub(super) async fn rotate(
    context: &Context,
    tx: &impl ConnectionTrait,
    session: Uuid,
    client: &Client,
) -> Result<Token, Error> {
    let newest = Entity::find()
        .filter(Column::SessionId.eq(session))
        .order_by_desc(Column::Generation)
        .one(tx)
        .await?;
    spend(context, tx, session, client).await?;
    let next = newest.map_or(0, |newest| newest.generation.saturating_add(1));
    issue(context, tx, session, next).await
}

/// Spends the current tokens of a session.
///
/// # Errors
/// When the database fails.
pub(super) async fn spend(
    context: &Context,
    tx: &impl ConnectionTrait,
    session: Uuid,
    client: &Client,
) -> Result<(), Error> {
    Entity::update_many()
        .col_expr(Column::SpentAt, Expr::value(context.now()))
        .col_expr(Column::SpentBy, Expr::value(client.browser()))
        .filter(Column::SessionId.eq(session))
        .filter(Column::SpentAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// Issues a token of `generation`.
///
/// # Errors
/// When the database fails.
pub(super) async fn issue(
    context: &Context,
    tx: &impl ConnectionTrait,
    session: Uuid,
    generation: i64,
) -> Result<Token, Error> {
    let token = Token::random()?;
    let row = refresh_token::ActiveModel {
        token_hash: Set(token.hash().bytes()),
        session_id: Set(session),
        issued_at: Set(context.now()),
        generation: Set(generation),
        ..Default::default()
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(token)
}
