use actix_web::web::Data;
use contract::ids::RadiusClientId;
use contract::radius::RadiusClient;
use identity::permitted::OrganizationRead;
use identity::{Context, radius};

use crate::http::{Allowed, ApiResult, Path, Versioned};
use crate::openapi::problems;

/// Get a RADIUS client
#[utoipa::path(
    get,
    path = "/radius-clients/{id}",
    tag = "Network access",
    operation_id = "getRadiusClient",
    params(("id" = RadiusClientId, Path, description = "The RADIUS client")),
    responses((status = 200, description = "The RADIUS client"), problems::NotFound),
)]
pub async fn get(
    Allowed(principal): Allowed<OrganizationRead>,
    context: Data<Context>,
    Path(id): Path<RadiusClientId>,
) -> ApiResult<Versioned<RadiusClient>> {
    Ok(Versioned::ok(radius::get(&context, &principal, id).await?))
}
