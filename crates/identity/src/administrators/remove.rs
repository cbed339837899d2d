use contract::administrators::CreatedKeysQuery;
use contract::events::EventAction;
use contract::ids::AdministratorId;
use entity::account;
use mail::OwnerChange;
use sea_orm::EntityTrait;

use super::guard::{hold, not_the_last_owner};
use super::tell_owners::tell_owners;
use crate::api_keys::revoke_all_of;
use crate::permitted::{AdministratorsWrite, Permitted};
use crate::{Context, Error};

/// Removes an administrator and their sessions and links. The API keys that they created are revoked,
/// unless the request keeps them.
///
/// # Errors
/// `last-owner`, `not-found`, `forbidden`.
pub async fn remove(
    context: &Context,
    principal: &Permitted<AdministratorsWrite>,
    id: AdministratorId,
    keys: CreatedKeysQuery,
) -> Result<(), Error> {
    let held = hold(context, principal, id).await?;
    not_the_last_owner(&held).await?;
    if keys.revokes() {
        revoke_all_of(principal, &held).await?;
    }
    tell_owners(principal, &held, OwnerChange::Removed).await?;
    account::Entity::delete_by_id(held.account.id)
        .exec(held.tx())
        .await?;
    let event = principal.event(EventAction::AdministratorRemoved);
    held.record(event.with("email", held.account.email.as_str()))
        .await?;
    held.commit().await
}
