use contract::events::EventAction;
use contract::ids::OrganizationId;
use contract::organization::Organization;

use super::party::party;
use crate::accounts::find_organization;
use crate::actor::Party;
use crate::events::{NewEvent, record};
use crate::organization::show;
use crate::{Context, Error};

/// The profile and the settings of an organization, for an export of all that belongs to it. Records the
/// export.
///
/// # Errors
/// `not-found`.
pub async fn export_settings(
    context: &Context,
    organization: OrganizationId,
) -> Result<Organization, Error> {
    let tx = context.database().begin().await?;
    let row = find_organization(&tx, organization).await?;
    let event = NewEvent::new(EventAction::OrganizationExported, Party::system());
    record(context, &tx, organization, event.to(party(&row))).await?;
    tx.commit().await?;
    Ok(show(row))
}
