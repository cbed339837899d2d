use actix_web::web::Data;
use contract::administrators::Administrator;
use contract::ids::AdministratorId;
use identity::permitted::AdministratorsRead;
use identity::{Context, administrators};

use crate::http::{Allowed, ApiResult, Path, Versioned};
use crate::openapi::problems;

/// Get an administrator
#[utoipa::path(
    get,
    path = "/administrators/{id}",
    tag = "Administrators",
    operation_id = "getAdministrator",
    params(("id" = AdministratorId, Path, description = "The administrator")),
    responses(
        (status = 200, description = "The administrator"),
        problems::NotFound,
    ),
)]
pub async fn get(
    Allowed(principal): Allowed<AdministratorsRead>,
    context: Data<Context>,
    Path(id): Path<AdministratorId>,
) -> ApiResult<Versioned<Administrator>> {
    Ok(Versioned::ok(
        administrators::get(&context, &principal, id).await?,
    ))
}
