use actix_web::web::Data;
use contract::ids::RadiusClientId;
use contract::radius::{RadiusClient, UpdateRadiusClient};
use identity::permitted::OrganizationWrite;
use identity::{Context, radius};

use crate::http::{Allowed, ApiResult, Body, IfMatch, Path, Versioned};
use crate::openapi::problems;

/// Update a RADIUS client
///
/// A JSON merge patch (RFC 7396): omitted fields stay unchanged. It applies to the next connection. Devices
/// that are connected stay connected until their session ends, after an hour at most.
#[utoipa::path(
    patch,
    path = "/radius-clients/{id}",
    tag = "Network access",
    operation_id = "updateRadiusClient",
    params(("id" = RadiusClientId, Path, description = "The RADIUS client")),
    responses(problems::NotFound),
)]
pub async fn update(
    Allowed(principal): Allowed<OrganizationWrite>,
    context: Data<Context>,
    Path(id): Path<RadiusClientId>,
    IfMatch(version): IfMatch,
    Body(body): Body<UpdateRadiusClient>,
) -> ApiResult<Versioned<RadiusClient>> {
    let changed = radius::update(&context, &principal, id, version, &body).await?;
    Ok(Versioned::after(&principal, changed))
}
