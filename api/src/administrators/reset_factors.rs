use actix_web::web::Data;
use contract::administrators::Administrator;
use contract::ids::AdministratorId;
use identity::permitted::AdministratorsWrite;
use identity::{Context, administrators};

use crate::http::{Allowed, ApiResult, Path, Versioned};
use crate::openapi::problems;

/// Reset an administrator's MFA
///
/// Removes all factors and recovery codes and ends every session. If MFA is required, a new
/// enrollment period begins. Administrators cannot reset their own factors. If the administrator is
/// an owner, all owners are notified by email.
#[utoipa::path(
    post,
    path = "/administrators/{id}/reset-factors",
    tag = "Administrators",
    operation_id = "resetAdministratorFactors",
    params(("id" = AdministratorId, Path, description = "The administrator")),
    responses(
        problems::NotFound,
        problems::Conflict,
    ),
)]
pub async fn reset_factors(
    Allowed(principal): Allowed<AdministratorsWrite>,
    context: Data<Context>,
    Path(id): Path<AdministratorId>,
) -> ApiResult<Versioned<Administrator>> {
    let changed = administrators::reset_factors(&context, &principal, id).await?;
    Ok(Versioned::after(&principal, changed))
}
