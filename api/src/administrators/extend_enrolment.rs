//! `POST /api/v1/administrators/{id}/extend-enrolment`.

use actix_web::post;
use actix_web::web::Data;
use contract::administrators::Administrator;
use contract::factors::ExtendEnrolment;
use contract::ids::AdministratorId;
use identity::permitted::AdministratorsWrite;
use identity::{Context, factors};

use crate::http::{Allowed, Answer, Body, Path, Versioned};
use crate::openapi::problems;

/// Give an administrator more time to enrol a factor
///
/// So many days from now, also when the enrolment period is over: that ends the lock. Nobody extends their own period here.
#[utoipa::path(
    tag = "Administrators",
    operation_id = "extendAdministratorEnrolment",
    request_body = ExtendEnrolment,
    params(("id" = AdministratorId, Path, description = "The administrator")),
    responses(
        (
            status = 200,
            description = "The administrator as it is now",
            body = Administrator,
            headers(("ETag" = String, description = "The version, for `If-Match`")),
        ),
        problems::InvalidFields,
        problems::NotFound,
        problems::Conflict,
    ),
    security(("administrator" = ["administrators:write"])),
)]
#[post("/administrators/{id}/extend-enrolment")]
pub async fn extend_enrolment(
    Allowed(principal): Allowed<AdministratorsWrite>,
    context: Data<Context>,
    Path(id): Path<AdministratorId>,
    Body(body): Body<ExtendEnrolment>,
) -> Answer<Versioned<Administrator>> {
    Ok(Versioned::ok(
        factors::extend_administrator_enrolment(&context, &principal, id, body).await?,
    ))
}
