//! The token with which a session is recognized when another site sends the browser here. Browsers do
//! not send the refresh cookie with such a request. The token is valid only at the gate of applications.

use std::time::Duration;

use entity::application_session;
use entity::session::{self, Column, Entity};
use rules::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, PartialModelTrait,
    QueryFilter, QuerySelect, QueryTrait, RelationDef, Select, Value,
};
use uuid::Uuid;

use super::authenticate::{Held, may_be_used, with_account};
use super::expiry;
use crate::accounts::{HeldAccount, Member};
use crate::actor::{Client, SignedInUser};
use crate::addresses::Portal;
use crate::crypto::{Token, TokenHash};
use crate::database::StatementText;
use crate::{Context, Error};

/// The minimum time between two extensions of a session.
const EXTENDED_EVERY: Duration = Duration::from_secs(60);

/// The token of a session of this portal, if it has one. Administrators open no applications.
///
/// # Errors
/// If no random numbers are available.
pub(super) fn token(portal: Portal) -> Result<Option<Token>, Error> {
    match portal {
        Portal::User => Token::random().map(Some),
        Portal::Admin => Ok(None),
    }
}

/// The hash of a token, as it is stored.
pub(super) fn hash(token: Option<&Token>) -> Option<Vec<u8>> {
    token.map(|token| token.hash().bytes())
}

/// The user whose session has this token, if it is live.
///
/// # Errors
/// If the database fails.
pub async fn user_by_sso(
    context: &Context,
    token: &str,
    client: &Client,
) -> Result<Option<SignedInUser>, Error> {
    static TEXT: StatementText = StatementText::new();
    let hash = TokenHash::of(token).bytes();
    let which = (&TEXT, hash.clone().into());
    let of_token = || Entity::find().filter(Column::SsoHash.eq(hash));
    live(context, which, of_token, client).await
}

/// The user whose session this is, if it is live.
///
/// # Errors
/// If the database fails.
pub(crate) async fn user_by_session(
    context: &Context,
    session: Uuid,
    client: &Client,
) -> Result<Option<SignedInUser>, Error> {
    static TEXT: StatementText = StatementText::new();
    let which = (&TEXT, session.into());
    live(context, which, || Entity::find_by_id(session), client).await
}

/// The user of a live session. `sessions` selects it by this value, with this text.
async fn live(
    context: &Context,
    (text, value): (&StatementText, Value),
    sessions: impl FnOnce() -> Select<Entity>,
    client: &Client,
) -> Result<Option<SignedInUser>, Error> {
    let read = context.database().read();
    let backend = read.get_database_backend();
    let statement = text.with(backend, [value, Portal::User.into()], || {
        let sessions = with_account(sessions()).filter(Column::Portal.eq(Portal::User));
        Held::select_cols(sessions.select_only()).build(backend)
    });
    let held = Held::find_by_statement(statement).one(read).await?;
    let held = held.and_then(|held| held.live(context.now()).ok());
    Ok(held.map(|held| SignedInUser(held.signed_in(Portal::User, client.clone()))))
}

/// Whether the session in which this person opened an application is live, and the session of the
/// application has not ended either.
///
/// # Errors
/// If the database fails.
pub(crate) async fn is_live(
    db: &impl ConnectionTrait,
    member: &Member,
    opened: Uuid,
    now: Timestamp,
) -> Result<bool, Error> {
    let to_session: RelationDef = application_session::Entity::belongs_to(Entity)
        .from(application_session::Column::SessionId)
        .to(Column::Id)
        .into();
    let times: Option<(Option<Timestamp>, Timestamp)> =
        application_session::Entity::find_by_id(opened)
            .select_only()
            .column(Column::EndedAt)
            .column(Column::ExpiresAt)
            .join(JoinType::InnerJoin, to_session)
            .filter(application_session::Column::EndedAt.is_null())
            .filter(Column::AccountId.eq(member.account.id))
            .into_tuple()
            .one(db)
            .await?;
    Ok(times.is_some_and(|times| is_live_at(times, member, now)))
}

/// Whether a session of this person that has ended at the first of these times, if it has, and expires
/// at the second one, is live.
pub(crate) fn is_live_at(
    times: (Option<Timestamp>, Timestamp),
    member: &Member,
    now: Timestamp,
) -> bool {
    may_be_used(times, &member.account, member.organization.state(), now)
}

/// Extends a session of the held account, because its owner has opened an application in it. It was
/// already extended if it was used a moment ago.
///
/// # Errors
/// If the database fails.
pub(crate) async fn extend(held: &HeldAccount<'_>, session: &session::Model) -> Result<(), Error> {
    let now = held.context().now();
    if now < session.last_used_at.plus(EXTENDED_EVERY) {
        return Ok(());
    }
    let expires_at = expiry(session.portal, session.created_at, session.ends_at, now);
    Entity::update_many()
        .col_expr(Column::LastUsedAt, Expr::value(now))
        .col_expr(Column::ExpiresAt, Expr::value(expires_at))
        .filter(Column::Id.eq(session.id))
        .exec(held.tx())
        .await?;
    Ok(())
}
