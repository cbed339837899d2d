use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::ids::HostId;
use identity::permitted::OrganizationWrite;
use identity::{Context, hosts};

use crate::http::{Allowed, ApiResult, IfMatch, Path};
use crate::openapi::problems;

/// Delete a host
///
/// Its key stops working immediately.
#[utoipa::path(
    delete,
    path = "/hosts/{id}",
    tag = "Linux hosts",
    operation_id = "deleteHost",
    params(("id" = HostId, Path, description = "The host")),
    responses((status = 204, description = "Deleted"), problems::NotFound),
)]
pub async fn delete(
    Allowed(principal): Allowed<OrganizationWrite>,
    context: Data<Context>,
    Path(id): Path<HostId>,
    IfMatch(version): IfMatch,
) -> ApiResult<HttpResponse> {
    hosts::delete(&context, &principal, id, version).await?;
    Ok(HttpResponse::NoContent().finish())
}
