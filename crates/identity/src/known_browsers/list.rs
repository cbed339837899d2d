use contract::ids::{KnownBrowserId, UserId};
use contract::known_browsers::KnownBrowser;
use contract::page::{MAX_LIMIT, Page};
use entity::{known_browser, session};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::actor::SignedIn;
use crate::addresses::Portal;
use crate::lists::single_page;
use crate::permitted::{Permitted, UsersRead};
use crate::{Context, Error, accounts};

/// Lists the browsers that are known to the caller's account, most recent sign-in first, at most 100.
///
/// # Errors
/// If the database fails.
pub async fn mine(context: &Context, signed_in: &SignedIn) -> Result<Page<KnownBrowser>, Error> {
    let session = session::Entity::find_by_id(signed_in.session)
        .one(context.database().read())
        .await?;
    let current = session.and_then(|session| session.known_browser_id);
    list(context, signed_in.account, current).await
}

/// Lists the browsers that are known to a user's account, most recent sign-in first, at most 100.
///
/// # Errors
/// `not-found`, `forbidden`.
pub async fn of_user(
    context: &Context,
    principal: &Permitted<UsersRead>,
    user: UserId,
) -> Result<Page<KnownBrowser>, Error> {
    let read = context.database().read();
    let account = accounts::find(read, principal.organization(), Portal::User, user.0).await?;
    list(context, account.id, None).await
}

async fn list(
    context: &Context,
    account: Uuid,
    current: Option<Uuid>,
) -> Result<Page<KnownBrowser>, Error> {
    let read = context.database().read();
    let known = known_browser::Entity::find()
        .filter(known_browser::Column::AccountId.eq(account))
        .filter(known_browser::Column::ExpiresAt.gt(context.now()));
    let total = known.clone().count(read).await?;
    let items = known
        .order_by_desc(known_browser::Column::LastUsedAt)
        .limit(u64::from(MAX_LIMIT))
        .all(read)
        .await?
        .into_iter()
        .map(|row| KnownBrowser {
            id: KnownBrowserId(row.id),
            current: Some(row.id) == current,
            device: row.device,
            first_sign_in_at: row.created_at,
            last_sign_in_at: row.last_used_at,
            expires_at: row.expires_at,
        })
        .collect();
    Ok(single_page(items, total))
}
