use contract::hosts::Host;
use contract::ids::HostId;
use contract::page::{ListQuery, Page};
use entity::linux_host::Entity;

use crate::permitted::{OrganizationRead, Permitted};
use crate::resources;
use crate::{Context, Error};

/// Lists the organization's hosts, newest first.
///
/// # Errors
/// `invalid-query`, `invalid-cursor`, `forbidden`.
pub async fn list(
    context: &Context,
    principal: &Permitted<OrganizationRead>,
    query: &ListQuery,
) -> Result<Page<Host>, Error> {
    resources::list::<Entity>(context, principal, query).await
}

/// Returns a host.
///
/// # Errors
/// `not-found`, `forbidden`.
pub async fn get(
    context: &Context,
    principal: &Permitted<OrganizationRead>,
    id: HostId,
) -> Result<Host, Error> {
    resources::get::<Entity>(context, principal, id).await
}
