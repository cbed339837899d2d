use contract::events::EventAction;
use contract::ids::HostId;
use entity::linux_host::Entity;
use sea_orm::EntityTrait;

use super::held_host::hold;
use super::show::party;
use crate::events::record;
use crate::permitted::{OrganizationWrite, Permitted};
use crate::precondition::Precondition;
use crate::{Context, Error};

/// Deletes a host, if `version` is current. Its key stops working immediately.
///
/// # Errors
/// `stale-version`, `not-found`, `forbidden`.
pub async fn delete(
    context: &Context,
    principal: &Permitted<OrganizationWrite>,
    id: HostId,
    version: impl Into<Precondition>,
) -> Result<(), Error> {
    let expected: Precondition = version.into();
    let organization = principal.organization();
    let tx = context.database().begin().await?;
    let host = hold(&tx, organization, id).await?;
    expected.check(host.version)?;
    Entity::delete_by_id(host.id).exec(&tx).await?;
    let event = principal.event(EventAction::HostDeleted);
    record(context, &tx, organization, event.to(party(&host))).await?;
    tx.commit().await?;
    Ok(())
}
