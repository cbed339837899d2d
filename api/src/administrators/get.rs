//! `GET /api/v1/administrators/{id}`.

use actix_web::get;
use actix_web::web::Data;
use contract::administrators::Administrator;
use contract::ids::AdministratorId;
use identity::permitted::AdministratorsRead;
use identity::{Context, administrators};

use crate::http::{Allowed, Answer, Path, Versioned};
use crate::openapi::problems;

/// Show an administrator
#[utoipa::path(
    tag = "Administrators",
    operation_id = "getAdministrator",
    params(("id" = AdministratorId, Path, description = "The administrator")),
    responses(
        (
            status = 200,
            description = "The administrator",
            body = Administrator,
            headers(("ETag" = String, description = "The version, for `If-Match`")),
        ),
        problems::NotFound,
    ),
    security(("administrator" = ["administrators:read"])),
)]
#[get("/administrators/{id}")]
pub async fn get(
    Allowed(principal): Allowed<AdministratorsRead>,
    context: Data<Context>,
    Path(id): Path<AdministratorId>,
) -> Answer<Versioned<Administrator>> {
    Ok(Versioned::ok(
        administrators::get(&context, &principal, id).await?,
    ))
}
