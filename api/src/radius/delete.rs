use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::ids::RadiusClientId;
use identity::permitted::OrganizationWrite;
use identity::{Context, radius};

use crate::http::{Allowed, ApiResult, IfMatch, Path};
use crate::openapi::problems;

/// Delete a RADIUS client
///
/// Its secret stops working immediately.
#[utoipa::path(
    delete,
    path = "/radius-clients/{id}",
    tag = "Network access",
    operation_id = "deleteRadiusClient",
    params(("id" = RadiusClientId, Path, description = "The RADIUS client")),
    responses((status = 204, description = "Deleted"), problems::NotFound),
)]
pub async fn delete(
    Allowed(principal): Allowed<OrganizationWrite>,
    context: Data<Context>,
    Path(id): Path<RadiusClientId>,
    IfMatch(version): IfMatch,
) -> ApiResult<HttpResponse> {
    radius::delete(&context, &principal, id, version).await?;
    Ok(HttpResponse::NoContent().finish())
}
