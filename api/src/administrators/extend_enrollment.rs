use actix_web::web::Data;
use contract::administrators::Administrator;
use contract::factors::ExtendEnrollment;
use contract::ids::AdministratorId;
use identity::permitted::AdministratorsWrite;
use identity::{Context, administrators};

use crate::http::{Allowed, ApiResult, Body, Path, Versioned};
use crate::openapi::problems;

/// Extend an administrator's MFA enrollment period
///
/// The new period runs for the given number of days from now. If the period has already ended, the
/// account is unlocked. Administrators cannot extend their own period.
#[utoipa::path(
    post,
    path = "/administrators/{id}/extend-enrollment",
    tag = "Administrators",
    operation_id = "extendAdministratorEnrollment",
    params(("id" = AdministratorId, Path, description = "The administrator")),
    responses(
        problems::NotFound,
        problems::Conflict,
    ),
)]
pub async fn extend_enrollment(
    Allowed(principal): Allowed<AdministratorsWrite>,
    context: Data<Context>,
    Path(id): Path<AdministratorId>,
    Body(body): Body<ExtendEnrollment>,
) -> ApiResult<Versioned<Administrator>> {
    let changed = administrators::extend_enrollment(&context, &principal, id, body).await?;
    Ok(Versioned::after(&principal, changed))
}
