use actix_web::web::Data;
use contract::administrators::Administrator;
use contract::ids::AdministratorId;
use identity::permitted::AdministratorsWrite;
use identity::{Context, administrators};

use crate::http::{Allowed, ApiResult, Path, Versioned};
use crate::openapi::problems;

/// Activate a suspended administrator
#[utoipa::path(
    post,
    path = "/administrators/{id}/activate",
    tag = "Administrators",
    operation_id = "activateAdministrator",
    params(("id" = AdministratorId, Path, description = "The administrator")),
    responses(
        problems::NotFound,
        problems::Conflict,
    ),
)]
pub async fn activate(
    Allowed(principal): Allowed<AdministratorsWrite>,
    context: Data<Context>,
    Path(id): Path<AdministratorId>,
) -> ApiResult<Versioned<Administrator>> {
    let changed = administrators::activate(&context, &principal, id).await?;
    Ok(Versioned::after(&principal, changed))
}
