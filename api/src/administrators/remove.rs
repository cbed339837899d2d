use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::administrators::CreatedKeysQuery;
use contract::ids::AdministratorId;
use identity::permitted::AdministratorsWrite;
use identity::{Context, administrators};

use crate::http::{Allowed, ApiResult, Path, Query};
use crate::openapi::problems;

/// Remove an administrator
///
/// The last active owner cannot be removed. The administrator's events are kept. The API keys that
/// they created are revoked, unless you keep them. If the administrator is an owner, all owners are
/// notified by email.
#[utoipa::path(
    delete,
    path = "/administrators/{id}",
    tag = "Administrators",
    operation_id = "removeAdministrator",
    params(
        ("id" = AdministratorId, Path, description = "The administrator"),
        CreatedKeysQuery,
    ),
    responses((status = 204, description = "Removed"), problems::NotFound, problems::LastOwner),
)]
pub async fn remove(
    Allowed(principal): Allowed<AdministratorsWrite>,
    context: Data<Context>,
    Path(id): Path<AdministratorId>,
    Query(keys): Query<CreatedKeysQuery>,
) -> ApiResult<HttpResponse> {
    administrators::remove(&context, &principal, id, keys).await?;
    Ok(HttpResponse::NoContent().finish())
}
