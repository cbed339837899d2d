use entity::{account, organization};
use mail::Message;
use rules::account::AccountKind;
use rules::role::{Permission, Role};
use rules::state::UserState;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::enqueue;
use crate::{Context, Error};

/// Emails all administrators whose role has `permission`.
///
/// # Errors
/// If the database fails; the action must then fail too.
pub(crate) async fn enqueue_to_permitted(
    context: &Context,
    db: &impl ConnectionTrait,
    organization: &organization::Model,
    permission: Permission,
    message: &Message,
) -> Result<(), Error> {
    let roles = Role::ALL.into_iter().filter(|role| role.allows(permission));
    enqueue_to_roles(context, db, organization, roles, message).await
}

/// Emails all administrators with one of these roles.
///
/// # Errors
/// If the database fails; the action must then fail too.
pub(super) async fn enqueue_to_roles(
    context: &Context,
    db: &impl ConnectionTrait,
    organization: &organization::Model,
    roles: impl IntoIterator<Item = Role>,
    message: &Message,
) -> Result<(), Error> {
    let administrators = account::Entity::find()
        .filter(account::Column::OrganizationId.eq(organization.id))
        .filter(account::Column::Kind.eq(AccountKind::Administrator))
        .filter(account::Column::Role.is_in(roles))
        .filter(account::Column::State.eq(UserState::Active))
        // Who has no password has not shown that the address is theirs.
        .filter(account::Column::PasswordHash.is_not_null())
        .all(db)
        .await?;
    for one in administrators {
        enqueue(context, db, (&one, organization), &one.email, message).await?;
    }
    Ok(())
}
