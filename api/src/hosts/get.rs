use actix_web::web::Data;
use contract::hosts::Host;
use contract::ids::HostId;
use identity::permitted::OrganizationRead;
use identity::{Context, hosts};

use crate::http::{Allowed, ApiResult, Path, Versioned};
use crate::openapi::problems;

/// Get a host
#[utoipa::path(
    get,
    path = "/hosts/{id}",
    tag = "Linux hosts",
    operation_id = "getHost",
    params(("id" = HostId, Path, description = "The host")),
    responses((status = 200, description = "The host"), problems::NotFound),
)]
pub async fn get(
    Allowed(principal): Allowed<OrganizationRead>,
    context: Data<Context>,
    Path(id): Path<HostId>,
) -> ApiResult<Versioned<Host>> {
    Ok(Versioned::ok(hosts::get(&context, &principal, id).await?))
}
