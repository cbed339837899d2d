use contract::events::EventAction;
use contract::ids::{ScheduledChangeId, UserId};
use entity::scheduled_change::{Column, Entity};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::permitted::{Permitted, UsersWrite};
use crate::tenant_rows::by_id;
use crate::users::hold;
use crate::{Context, Error};

/// Cancels a scheduled change of a user.
///
/// # Errors
/// `not-found`, also if it was performed already; `forbidden`.
pub async fn cancel(
    context: &Context,
    principal: &Permitted<UsersWrite>,
    user: UserId,
    id: ScheduledChangeId,
) -> Result<(), Error> {
    // Nobody else performs or cancels a change of the held user.
    let held = hold(context, principal, user).await?;
    let found = by_id(held.organization_id(), id)
        .filter(Column::AccountId.eq(held.account.id))
        .one(held.tx())
        .await?;
    let change = found.ok_or(Error::NotFound)?;
    Entity::delete_many()
        .filter(Column::Id.eq(change.id))
        .filter(Column::OrganizationId.eq(change.organization_id))
        .exec(held.tx())
        .await?;
    let event = principal
        .event(EventAction::UserScheduledChangeCanceled)
        .with("scheduled_change", change.id.to_string())
        .with("action", change.action.as_str())
        .with("due_at", change.due_at.to_string());
    held.record(event).await?;
    held.commit().await
}
