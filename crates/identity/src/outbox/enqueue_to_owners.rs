use entity::{account, organization};
use mail::Message;
use rules::account::AccountKind;
use rules::role::Role;
use rules::state::UserState;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::enqueue;
use crate::{Context, Error};

/// Emails all owners about an action that can be used to take over the organization. The owner who
/// performed it is included, because their session may have been stolen. Call it before an action
/// that makes somebody stop being an owner.
///
/// # Errors
/// If the database fails; the action must then fail too.
pub(crate) async fn enqueue_to_owners(
    context: &Context,
    db: &impl ConnectionTrait,
    organization: &organization::Model,
    message: &Message,
) -> Result<(), Error> {
    let owners = account::Entity::find()
        .filter(account::Column::OrganizationId.eq(organization.id))
        .filter(account::Column::Kind.eq(AccountKind::Administrator))
        .filter(account::Column::Role.eq(Role::Owner))
        .filter(account::Column::State.eq(UserState::Active))
        // An owner without a password has not shown that the address is theirs.
        .filter(account::Column::PasswordHash.is_not_null())
        .all(db)
        .await?;
    for owner in owners {
        enqueue(context, db, (&owner, organization), &owner.email, message).await?;
    }
    Ok(())
}
