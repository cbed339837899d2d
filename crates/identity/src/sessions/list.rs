use contract::ids::{SessionId, UserId};
use contract::page::{MAX_LIMIT, Page};
use contract::sessions::Session;
use entity::session;
use sea_orm::{
    ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};
use uuid::Uuid;

use crate::actor::SignedIn;
use crate::addresses::Portal;
use crate::lists::single_page;
use crate::permitted::{Permitted, UsersRead};
use crate::{Context, Error, accounts};

/// Lists the caller's own sessions, most recently used first, at most 100.
///
/// # Errors
/// If the database fails.
pub async fn my_sessions(context: &Context, signed_in: &SignedIn) -> Result<Page<Session>, Error> {
    list(context, signed_in.account, Some(signed_in.session)).await
}

/// Lists a user's sessions, most recently used first, at most 100.
///
/// # Errors
/// `not-found`, `forbidden`.
pub async fn of_user(
    context: &Context,
    principal: &Permitted<UsersRead>,
    user: UserId,
) -> Result<Page<Session>, Error> {
    let read = context.database().read();
    let account = accounts::find(read, principal.organization(), Portal::User, user.0).await?;
    list(context, account.id, None).await
}

async fn list(
    context: &Context,
    account: Uuid,
    current: Option<Uuid>,
) -> Result<Page<Session>, Error> {
    let read = context.database().read();
    let live = live(context, account);
    let total = live.clone().count(read).await?;
    let items = live
        .order_by_desc(session::Column::LastUsedAt)
        .limit(u64::from(MAX_LIMIT))
        .all(read)
        .await?
        .into_iter()
        .map(|row| Session {
            id: SessionId(row.id),
            current: Some(row.id) == current,
            device: row.device,
            address: row.address,
            created_at: row.created_at,
            last_used_at: row.last_used_at,
            expires_at: row.expires_at,
        })
        .collect();
    Ok(single_page(items, total))
}

/// Counts the sessions of an account.
///
/// # Errors
/// When the database fails.
pub(crate) async fn count(context: &Context, account: Uuid) -> Result<u64, Error> {
    Ok(live(context, account)
        .count(context.database().read())
        .await?)
}

fn live(context: &Context, account: Uuid) -> Select<session::Entity> {
    session::Entity::find()
        .filter(session::Column::AccountId.eq(account))
        .filter(session::Column::EndedAt.is_null())
        .filter(session::Column::ExpiresAt.gt(context.now()))
}
