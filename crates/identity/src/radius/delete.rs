use contract::events::EventAction;
use contract::ids::RadiusClientId;
use entity::radius_client::Entity;
use sea_orm::EntityTrait;

use super::held_client::hold;
use super::show::party;
use crate::events::record;
use crate::permitted::{OrganizationWrite, Permitted};
use crate::precondition::Precondition;
use crate::{Context, Error};

/// Deletes a RADIUS client, if `version` is current. Its secret stops working immediately.
///
/// # Errors
/// `stale-version`, `not-found`, `forbidden`.
pub async fn delete(
    context: &Context,
    principal: &Permitted<OrganizationWrite>,
    id: RadiusClientId,
    version: impl Into<Precondition>,
) -> Result<(), Error> {
    let expected: Precondition = version.into();
    let organization = principal.organization();
    let tx = context.database().begin().await?;
    let client = hold(&tx, organization, id).await?;
    expected.check(client.version)?;
    Entity::delete_by_id(client.id).exec(&tx).await?;
    let event = principal.event(EventAction::RadiusClientDeleted);
    record(context, &tx, organization, event.to(party(&client))).await?;
    tx.commit().await?;
    Ok(())
}
