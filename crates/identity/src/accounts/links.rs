use std::time::Duration;

use contract::ids::OrganizationId;
use entity::{account, link};
use mail::OneTimeLink;
use rules::lifetimes::LinkPurpose;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder,
};
use uuid::Uuid;

use crate::crypto::Token;
use crate::{Context, Error};

/// Makes a link for `account`; the older ones of the same purpose are void. The answer goes
/// into a mail and nowhere else.
///
/// # Errors
/// When the database fails.
pub async fn issue_link(
    context: &Context,
    tx: &impl ConnectionTrait,
    account: &account::Model,
    purpose: LinkPurpose,
) -> Result<OneTimeLink, Error> {
    let now = context.now();
    void_purpose(context, tx, account.id, purpose).await?;
    let token = Token::random()?;
    let expires_at = now.plus(purpose.lifetime());
    let row = link::ActiveModel {
        id: Set(context.new_id()),
        organization_id: Set(OrganizationId(account.organization_id).0),
        account_id: Set(account.id),
        token_hash: Set(token.hash().bytes()),
        purpose: Set(purpose),
        created_at: Set(now),
        expires_at: Set(expires_at),
        ..Default::default()
    };
    link::Entity::insert(row).exec_without_returning(tx).await?;
    let valid_for = time::Duration::try_from(purpose.lifetime())
        .map_err(|_| Error::internal("a lifetime is out of range"))?;
    OneTimeLink::new(
        &context.addresses().link(purpose, &token),
        now.to_utc(),
        valid_for,
    )
    .map_err(|_| Error::internal("the public address is not a web address"))
}

/// Voids every link of an account: after a password change, a suspension, a lock.
///
/// # Errors
/// When the database fails.
pub async fn void_links(
    context: &Context,
    tx: &impl ConnectionTrait,
    account: Uuid,
) -> Result<(), Error> {
    void(context, tx, account, None).await
}

/// Voids every link of an account for one purpose.
///
/// # Errors
/// When the database fails.
pub(crate) async fn void_purpose(
    context: &Context,
    tx: &impl ConnectionTrait,
    account: Uuid,
    purpose: LinkPurpose,
) -> Result<(), Error> {
    void(context, tx, account, Some(purpose)).await
}

/// More than this many links in [`LATELY`] fill a mailbox and help nobody.
const AT_MOST: u64 = 5;
const LATELY: Duration = Duration::from_secs(60 * 60);

/// Whether an account was mailed as many links of `purpose` in the last hour as help anybody.
///
/// # Errors
/// When the database fails.
pub(crate) async fn too_many_lately(
    context: &Context,
    tx: &impl ConnectionTrait,
    account: Uuid,
    purpose: LinkPurpose,
) -> Result<bool, Error> {
    let recent = link::Entity::find()
        .filter(link::Column::AccountId.eq(account))
        .filter(link::Column::Purpose.eq(purpose))
        .filter(link::Column::CreatedAt.gt(context.now().minus(LATELY)))
        .count(tx)
        .await?;
    Ok(recent >= AT_MOST)
}

async fn void(
    context: &Context,
    tx: &impl ConnectionTrait,
    account: Uuid,
    purpose: Option<LinkPurpose>,
) -> Result<(), Error> {
    let mut update = link::Entity::update_many()
        .col_expr(link::Column::VoidedAt, Expr::value(context.now()))
        .filter(link::Column::AccountId.eq(account))
        .filter(link::Column::UsedAt.is_null())
        .filter(link::Column::VoidedAt.is_null());
    if let Some(purpose) = purpose {
        update = update.filter(link::Column::Purpose.eq(purpose));
    }
    update.exec(tx).await?;
    Ok(())
}

/// The links of `purpose` that can still be used, of these accounts, the oldest first.
///
/// # Errors
/// When the database fails.
pub async fn pending(
    context: &Context,
    db: &impl ConnectionTrait,
    accounts: &[Uuid],
    purpose: LinkPurpose,
) -> Result<Vec<link::Model>, Error> {
    if accounts.is_empty() {
        return Ok(Vec::new());
    }
    Ok(link::Entity::find()
        .filter(link::Column::AccountId.is_in(accounts.iter().copied()))
        .filter(link::Column::Purpose.eq(purpose))
        .filter(link::Column::UsedAt.is_null())
        .filter(link::Column::VoidedAt.is_null())
        .filter(link::Column::ExpiresAt.gt(context.now()))
        .order_by_asc(link::Column::CreatedAt)
        .all(db)
        .await?)
}
