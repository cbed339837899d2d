//! `POST /api/v1/administrators/{id}/activate`.

use actix_web::post;
use actix_web::web::Data;
use contract::administrators::Administrator;
use contract::ids::AdministratorId;
use identity::permitted::AdministratorsWrite;
use identity::{Context, administrators};

use crate::http::{Allowed, Answer, Path, Versioned};
use crate::openapi::problems;

/// Activate a suspended administrator
#[utoipa::path(
    tag = "Administrators",
    operation_id = "activateAdministrator",
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
#[post("/administrators/{id}/activate")]
pub async fn activate(
    Allowed(principal): Allowed<AdministratorsWrite>,
    context: Data<Context>,
    Path(id): Path<AdministratorId>,
) -> Answer<Versioned<Administrator>> {
    Ok(Versioned::ok(
        administrators::activate(&context, &principal, id).await?,
    ))
}
