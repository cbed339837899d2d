use contract::ids::RadiusClientId;
use entity::radius_client::Entity;

use crate::permitted::{OrganizationWrite, Permitted};
use crate::precondition::Precondition;
use crate::resources;
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
    resources::delete::<Entity>(context, principal, id, &version.into()).await
}
