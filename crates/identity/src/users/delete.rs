use contract::events::EventAction;
use contract::ids::UserId;
use entity::account;
use sea_orm::EntityTrait;

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
    held.leave_groups().await?;
    held.end_applications().await?;
    account::Entity::delete_by_id(held.account.id)
        .exec(held.tx())
        .await?;
    let event = principal.event(EventAction::UserDeleted);
    held.record(event.with("email", held.account.email.as_str()))
        .await
}
