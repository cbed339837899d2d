use contract::events::EventAction;
use contract::ids::{ApplicationPasswordId, UserId};
use entity::application_password::{Column, Entity, Model};
use mail::{DoneBy, Message};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::show::names;
use super::{DEVICE, change};
use crate::accounts::HeldAccount;
use crate::actor::SignedInUser;
use crate::events::NewEvent;
use crate::permitted::{Permitted, UsersAssist};
use crate::tenant_rows::by_id;
use crate::users::hold;
use crate::{Context, Error};

const ACTION: EventAction = EventAction::ApplicationPasswordRevoked;
/// The number of revoked passwords that are kept for each user.
const KEPT: u64 = 30;
/// The most that are deleted at once.
const DELETED: u64 = 1_000;

/// Revokes one of the caller's own application passwords. It stops working immediately.
///
/// # Errors
/// `not-found`, also if it was already revoked.
pub async fn revoke_mine(
    context: &Context,
    user: &SignedInUser,
    id: ApplicationPasswordId,
) -> Result<(), Error> {
    let held = user.hold(context).await?;
    let by = user.done_by(context.now());
    revoke(held, id, user.event(ACTION), by).await
}

/// Revokes an application password of a user. It stops working immediately.
///
/// # Errors
/// `not-found`, also if it was already revoked, `forbidden`.
pub async fn revoke_of_user(
    context: &Context,
    principal: &Permitted<UsersAssist>,
    user: UserId,
    id: ApplicationPasswordId,
) -> Result<(), Error> {
    let held = hold(context, principal, user).await?;
    let by = principal.done_by(context.now());
    revoke(held, id, principal.event(ACTION), by).await
}

async fn revoke(
    held: HeldAccount<'_>,
    id: ApplicationPasswordId,
    event: NewEvent<'_>,
    by: DoneBy,
) -> Result<(), Error> {
    let row = by_id(held.organization_id(), id)
        .filter(Column::AccountId.eq(held.account.id))
        .filter(Column::RevokedAt.is_null())
        .one(held.tx())
        .await?
        .ok_or(Error::NotFound)?;
    Entity::update_many()
        .col_expr(Column::RevokedAt, Expr::value(held.context().now()))
        .filter(Column::OrganizationId.eq(row.organization_id))
        .filter(Column::Id.eq(row.id))
        .exec(held.tx())
        .await?;
    delete_old(&held).await?;
    let application = application_of(&held, &row).await?;
    let event = event
        .with("name", row.name.as_str())
        .with("application", application.as_str());
    held.record(event).await?;
    let change = change(&row, application, by);
    held.enqueue(&Message::ApplicationPasswordRevoked(change))
        .await?;
    held.commit().await
}

/// What the password was for.
async fn application_of(held: &HeldAccount<'_>, row: &Model) -> Result<String, Error> {
    let Some(id) = row.application_id else {
        return Ok(DEVICE.to_owned());
    };
    let mut names = names(held.tx(), held.organization_id(), &[id]).await?;
    Ok(names.remove(&id).unwrap_or_default())
}

/// Deletes the passwords that were created first among the revoked ones, if there are too many.
async fn delete_old(held: &HeldAccount<'_>) -> Result<(), Error> {
    let old: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::OrganizationId.eq(held.account.organization_id))
        .filter(Column::AccountId.eq(held.account.id))
        .filter(Column::RevokedAt.is_not_null())
        .order_by_desc(Column::Id)
        .offset(KEPT)
        .limit(DELETED)
        .into_tuple()
        .all(held.tx())
        .await?;
    if !old.is_empty() {
        Entity::delete_many()
            .filter(Column::OrganizationId.eq(held.account.organization_id))
            .filter(Column::Id.is_in(old))
            .exec(held.tx())
            .await?;
    }
    Ok(())
}
