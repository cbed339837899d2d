//! `POST /api/v1/administrators/{id}/reset-factors`.

use actix_web::post;
use actix_web::web::Data;
use contract::administrators::Administrator;
use contract::ids::AdministratorId;
use identity::permitted::AdministratorsWrite;
use identity::{Context, factors};

use crate::http::{Allowed, Answer, Path, Versioned};
use crate::openapi::problems;

/// Reset an administrator's second factors
///
/// Takes all factors and recovery codes away and ends every session. Where a factor is required,
/// a new enrolment period begins. Nobody resets their own here.
#[utoipa::path(
    tag = "Administrators",
    operation_id = "resetAdministratorFactors",
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
#[post("/administrators/{id}/reset-factors")]
pub async fn reset_factors(
    Allowed(principal): Allowed<AdministratorsWrite>,
    context: Data<Context>,
    Path(id): Path<AdministratorId>,
) -> Answer<Versioned<Administrator>> {
    Ok(Versioned::ok(
        factors::reset_administrator_factors(&context, &principal, id).await?,
    ))
}
