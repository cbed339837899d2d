use contract::ids::RadiusClientId;
use contract::page::{ListQuery, Page};
use contract::radius::RadiusClient;
use entity::radius_client::Entity;

use crate::permitted::{OrganizationRead, Permitted};
use crate::resources;
use crate::{Context, Error};

/// Lists the organization's RADIUS clients, newest first.
///
/// # Errors
/// `invalid-query`, `invalid-cursor`, `forbidden`.
pub async fn list(
    context: &Context,
    principal: &Permitted<OrganizationRead>,
    query: &ListQuery,
) -> Result<Page<RadiusClient>, Error> {
    resources::list::<Entity>(context, principal, query).await
}

/// Returns a RADIUS client.
///
/// # Errors
/// `not-found`, `forbidden`.
pub async fn get(
    context: &Context,
    principal: &Permitted<OrganizationRead>,
    id: RadiusClientId,
) -> Result<RadiusClient, Error> {
    resources::get::<Entity>(context, principal, id).await
}
