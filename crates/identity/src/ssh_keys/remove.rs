use contract::events::EventAction;
use contract::ids::{SshKeyId, UserId};
use entity::ssh_key::{Column, Entity};
use mail::{DoneBy, Message};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::change;
use crate::accounts::HeldAccount;
use crate::actor::SignedInUser;
use crate::events::NewEvent;
use crate::permitted::{Permitted, UsersAssist};
use crate::tenant_rows::by_id;
use crate::users::hold;
use crate::{Context, Error};

const ACTION: EventAction = EventAction::SshKeyRemoved;

/// Removes one of the caller's own keys. Requires no step-up authentication: a person who fears that a
/// key is stolen must be able to remove it at once.
///
/// # Errors
/// `not-found`.
pub async fn remove_mine(
    context: &Context,
    user: &SignedInUser,
    id: SshKeyId,
) -> Result<(), Error> {
    let held = user.hold(context).await?;
    let by = user.done_by(context.now());
    remove(held, id, user.event(ACTION), by).await
}

/// Removes a key of a user.
///
/// # Errors
/// `not-found`, `forbidden`.
pub async fn remove_of_user(
    context: &Context,
    principal: &Permitted<UsersAssist>,
    user: UserId,
    id: SshKeyId,
) -> Result<(), Error> {
    let held = hold(context, principal, user).await?;
    let by = principal.done_by(context.now());
    remove(held, id, principal.event(ACTION), by).await
}

async fn remove(
    held: HeldAccount<'_>,
    id: SshKeyId,
    event: NewEvent<'_>,
    by: DoneBy,
) -> Result<(), Error> {
    let row = by_id(held.organization_id(), id)
        .filter(Column::AccountId.eq(held.account.id))
        .one(held.tx())
        .await?
        .ok_or(Error::NotFound)?;
    Entity::delete_many()
        .filter(Column::OrganizationId.eq(row.organization_id))
        .filter(Column::Id.eq(row.id))
        .exec(held.tx())
        .await?;
    let event = event
        .with("name", row.name.as_str())
        .with("type", row.key_type.label())
        .with("fingerprint", row.fingerprint.as_str());
    held.record(event).await?;
    held.enqueue(&Message::SshKeyRemoved(change(&row, by)))
        .await?;
    held.commit().await
}
