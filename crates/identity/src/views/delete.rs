use contract::ids::ViewId;
use entity::saved_view::Entity;
use sea_orm::EntityTrait;

use super::held_view::hold;
use crate::permitted::{Permitted, UsersRead};
use crate::precondition::Precondition;
use crate::{Context, Error};

/// Deletes a view, if `version` is current. Deleting a shared one requires `users:write`.
///
/// # Errors
/// `stale-version`, `not-found`, `forbidden`.
pub async fn delete(
    context: &Context,
    principal: &Permitted<UsersRead>,
    id: ViewId,
    version: impl Into<Precondition>,
) -> Result<(), Error> {
    let expected: Precondition = version.into();
    let tx = context.database().begin().await?;
    let view = hold(&tx, principal, id).await?;
    expected.check(view.version)?;
    Entity::delete_by_id(view.id).exec(&tx).await?;
    tx.commit().await?;
    Ok(())
}
