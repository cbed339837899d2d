use contract::events::EventAction;
use contract::ids::UserId;
use entity::{account, scheduled_change};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::held_user::hold;
use crate::accounts::HeldAccount;
use crate::permitted::{Permitted, UsersWrite};
use crate::{Context, Error};

/// Deletes a user and all of their data: profile, sessions, links. Events about them are kept, with
/// their name at the time.
///
/// # Errors
/// `not-found`, `forbidden`.
pub async fn delete(
    context: &Context,
    principal: &Permitted<UsersWrite>,
    id: UserId,
) -> Result<(), Error> {
    let held = hold(context, principal, id).await?;
    perform(principal, &held).await?;
    held.commit().await
}

pub(super) async fn perform(
    principal: &Permitted<UsersWrite>,
    held: &HeldAccount<'_>,
) -> Result<(), Error> {
    cancel_scheduled_changes(principal, held).await?;
    held.leave_groups().await?;
    held.end_applications().await?;
    account::Entity::delete_by_id(held.account.id)
        .exec(held.tx())
        .await?;
    let event = principal.event(EventAction::UserDeleted);
    held.record(event.with("email", held.account.email.as_str()))
        .await
}

/// Records that the scheduled changes of the user will not happen. They are deleted with the user.
async fn cancel_scheduled_changes(
    principal: &Permitted<UsersWrite>,
    held: &HeldAccount<'_>,
) -> Result<(), Error> {
    let changes = scheduled_change::Entity::find()
        .filter(scheduled_change::Column::OrganizationId.eq(held.account.organization_id))
        .filter(scheduled_change::Column::AccountId.eq(held.account.id))
        .all(held.tx())
        .await?;
    for change in changes {
        let event = principal
            .event(EventAction::UserScheduledChangeCanceled)
            .with("scheduled_change", change.id.to_string())
            .with("action", change.action.as_str())
            .with("due_at", change.due_at.to_string())
            .with("reason", "user_deleted");
        held.record(event).await?;
    }
    Ok(())
}
