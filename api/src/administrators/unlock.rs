//! `POST /api/v1/administrators/{id}/unlock`.

use actix_web::post;
use actix_web::web::Data;
use contract::administrators::Administrator;
use contract::ids::AdministratorId;
use identity::permitted::AdministratorsWrite;
use identity::{Context, administrators};

use crate::http::{Allowed, Answer, Path, Versioned};
use crate::openapi::problems;

/// Unlock an administrator
///
/// Ends the lock and clears the failed attempts.
#[utoipa::path(
    tag = "Administrators",
    operation_id = "unlockAdministrator",
    params(("id" = AdministratorId, Path, description = "The administrator")),
    responses(
        (
            status = 200,
            description = "The administrator as it is now",
            body = Administrator,
            headers(("ETag" = String, description = "The version, for `If-Match`")),
        ),
        problems::NotFound,
        problems::Conflict,
    ),
    security(("administrator" = ["administrators:write"])),
)]
#[post("/administrators/{id}/unlock")]
pub async fn unlock(
    Allowed(principal): Allowed<AdministratorsWrite>,
    context: Data<Context>,
    Path(id): Path<AdministratorId>,
) -> Answer<Versioned<Administrator>> {
    Ok(Versioned::ok(
        administrators::unlock(&context, &principal, id).await?,
    ))
}
