use contract::ids::HostId;
use entity::linux_host::Entity;

use crate::permitted::{OrganizationWrite, Permitted};
use crate::precondition::Precondition;
use crate::resources;
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
    resources::delete::<Entity>(context, principal, id, &version.into()).await
}
