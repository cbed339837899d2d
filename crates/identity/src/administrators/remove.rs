use contract::events::EventAction;
use contract::ids::AdministratorId;
use entity::account;
use sea_orm::EntityTrait;

use super::guard::{hold, not_the_last_owner};
use crate::permitted::{AdministratorsWrite, Permitted};
use crate::{Context, Error};

/// Removes an administrator and their sessions and links.
///
/// # Errors
/// `last-owner`, `not-found`, `forbidden`.
pub async fn remove(
    context: &Context,
    principal: &Permitted<AdministratorsWrite>,
    id: AdministratorId,
) -> Result<(), Error> {
    let held = hold(context, principal, id).await?;
    not_the_last_owner(&held).await?;
    account::Entity::delete_by_id(held.account.id)
        .exec(held.tx())
        .await?;
    let event = principal.event(EventAction::AdministratorRemoved);
    held.record(event.with("email", held.account.email.as_str()))
        .await?;
    held.commit().await
}
