use actix_web::web::Data;
use contract::administrators::Administrator;
use contract::ids::AdministratorId;
use identity::permitted::AdministratorsWrite;
use identity::{Context, administrators};

use crate::http::{Allowed, ApiResult, Path, Versioned};
use crate::openapi::problems;

/// Unlock an administrator
///
/// Ends the lock and resets the count of failed attempts.
#[utoipa::path(
    post,
    path = "/administrators/{id}/unlock",
    tag = "Administrators",
    operation_id = "unlockAdministrator",
    params(("id" = AdministratorId, Path, description = "The administrator")),
    responses(
        problems::NotFound,
        problems::Conflict,
    ),
)]
pub async fn unlock(
    Allowed(principal): Allowed<AdministratorsWrite>,
    context: Data<Context>,
    Path(id): Path<AdministratorId>,
) -> ApiResult<Versioned<Administrator>> {
    let changed = administrators::unlock(&context, &principal, id).await?;
    Ok(Versioned::after(&principal, changed))
}
