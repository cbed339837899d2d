use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::ids::AdministratorId;
use identity::permitted::AdministratorsWrite;
use identity::{Context, administrators};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// Remove an administrator
///
/// The last active owner cannot be removed. The administrator's events are kept.
#[utoipa::path(
    delete,
    path = "/administrators/{id}",
    tag = "Administrators",
    operation_id = "removeAdministrator",
    params(("id" = AdministratorId, Path, description = "The administrator")),
    responses((status = 204, description = "Removed"), problems::NotFound, problems::LastOwner),
)]
pub async fn remove(
    Allowed(principal): Allowed<AdministratorsWrite>,
    context: Data<Context>,
    Path(id): Path<AdministratorId>,
) -> ApiResult<HttpResponse> {
    administrators::remove(&context, &principal, id).await?;
    Ok(HttpResponse::NoContent().finish())
}
