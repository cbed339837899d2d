//! `DELETE /api/v1/me/factors/{id}` and `/api/v1/admin/me/factors/{id}`.

use actix_web::web::Data;
use actix_web::{HttpResponse, delete};
use contract::ids::FactorId;
use identity::{Context, factors};

use crate::http::{Answer, AsAdministrator, AsUser, Path};
use crate::openapi::problems;

/// Remove one of my second factors
///
/// With the last one go the recovery codes. Where a factor is required, the last one stays.
///
/// Needs a proof of the last 5 minutes: see `/me/proof`.
#[utoipa::path(
    tag = "My account",
    operation_id = "removeMyFactor",
    params(("id" = FactorId, Path, description = "The factor")),
    responses(
        (status = 204, description = "Removed"),
        problems::NotFound,
        problems::ProofRequired,
        problems::Conflict,
    ),
    security(("user" = [])),
)]
#[delete("/me/factors/{id}")]
pub async fn user(
    AsUser(user): AsUser,
    context: Data<Context>,
    Path(id): Path<FactorId>,
) -> Answer<HttpResponse> {
    factors::remove(&context, &user, id).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Remove one of my second factors (administrator)
///
/// With the last one go the recovery codes. Where a factor is required, the last one stays.
///
/// Needs a proof of the last 5 minutes: see `/me/proof`.
#[utoipa::path(
    tag = "My account",
    operation_id = "removeMyAdministratorFactor",
    params(("id" = FactorId, Path, description = "The factor")),
    responses(
        (status = 204, description = "Removed"),
        problems::NotFound,
        problems::ProofRequired,
        problems::Conflict,
    ),
    security(("administrator" = [])),
)]
#[delete("/admin/me/factors/{id}")]
pub async fn administrator(
    AsAdministrator(administrator): AsAdministrator,
    context: Data<Context>,
    Path(id): Path<FactorId>,
) -> Answer<HttpResponse> {
    factors::remove(&context, &administrator, id).await?;
    Ok(HttpResponse::NoContent().finish())
}
