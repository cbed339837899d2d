//! `POST /api/v1/administrators/{id}/suspend`.

use actix_web::post;
use actix_web::web::Data;
use contract::administrators::Administrator;
use contract::ids::AdministratorId;
use identity::permitted::AdministratorsWrite;
use identity::{Context, administrators};

use crate::http::{Allowed, Answer, Path, Versioned};
use crate::openapi::problems;

/// Suspend an administrator
///
/// Ends their sessions at once. The last active owner cannot be suspended.
#[utoipa::path(
    tag = "Administrators",
    operation_id = "suspendAdministrator",
    params(("id" = AdministratorId, Path, description = "The administrator")),
    responses(
        (
            status = 200,
            description = "The administrator as it is now",
            body = Administrator,
            headers(("ETag" = String, description = "The version, for `If-Match`")),
        ),
        problems::NotFound,
        problems::LastOwner,
        problems::Conflict,
    ),
    security(("administrator" = ["administrators:write"])),
)]
#[post("/administrators/{id}/suspend")]
pub async fn suspend(
    Allowed(principal): Allowed<AdministratorsWrite>,
    context: Data<Context>,
    Path(id): Path<AdministratorId>,
) -> Answer<Versioned<Administrator>> {
    Ok(Versioned::ok(
        administrators::suspend(&context, &principal, id).await?,
    ))
}
