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
    post,
    path = "/administrators/{id}/extend-enrolment",
    tag = "Administrators",
    operation_id = "extendAdministratorEnrolment",
    params(("id" = AdministratorId, Path, description = "The administrator")),
    responses(
        problems::InvalidFields,
        problems::NotFound,
        problems::Conflict,
    ),
)]
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
