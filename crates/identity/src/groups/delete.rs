use contract::events::EventAction;
use contract::ids::GroupId;
use entity::user_group::Entity;
use sea_orm::EntityTrait;

use super::held_group::hold;
use super::show::party;
use crate::events::record;
use crate::permitted::{GroupsWrite, Permitted};
use crate::precondition::Precondition;
use crate::{Context, Error};

/// Deletes a group, if `version` is current. Its members stay users.
///
/// # Errors
/// `stale-version`, `not-found`, `forbidden`.
pub async fn delete(
    context: &Context,
    principal: &Permitted<GroupsWrite>,
    id: GroupId,
    version: impl Into<Precondition>,
) -> Result<(), Error> {
    let expected: Precondition = version.into();
    let tx = context.database().begin().await?;
    let group = hold(&tx, principal, id).await?;
    expected.check(group.version)?;
    Entity::delete_by_id(group.id).exec(&tx).await?;
    let event = principal.event(EventAction::GroupDeleted).to(party(&group));
    let event = event.with("members", group.members.to_string());
    record(context, &tx, principal.organization(), event).await?;
    tx.commit().await?;
    Ok(())
}
