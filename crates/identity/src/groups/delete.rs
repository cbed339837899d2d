use contract::events::EventAction;
use contract::ids::GroupId;
use entity::user_group::Entity;
use sea_orm::EntityTrait;

use super::held_group::hold;
use super::show::party;
use crate::accounts::{end_lost_applications, hold_applications_of_group};
use crate::events::record;
use crate::permitted::{GroupsWrite, Permitted};
use crate::precondition::Precondition;
use crate::{Context, Error};

/// Deletes a group, if `version` is current. Its members stay users, and
/// lose the applications that were assigned to it.
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
    let applications = hold_applications_of_group(&tx, group.id).await?;
    Entity::delete_by_id(group.id).exec(&tx).await?;
    end_lost_applications(context, &tx, &applications).await?;
    let event = principal.event(EventAction::GroupDeleted).to(party(&group));
    let event = event.with("members", group.members.to_string());
    record(context, &tx, principal.organization(), event).await?;
    tx.commit().await?;
    Ok(())
}
