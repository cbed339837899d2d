//! `PATCH /api/v1/me/factors/{id}` and `/api/v1/admin/me/factors/{id}`.

use actix_web::patch;
use actix_web::web::{Data, Json};
use contract::factors::{Factor, RenameFactor};
use contract::ids::FactorId;
use identity::{Context, factors};

use crate::http::{Answer, AsAdministrator, AsUser, Body, Path};
use crate::openapi::problems;

/// Rename one of my second factors
///
/// It opens what it opened before.
///
/// Needs a proof of the last 5 minutes: see `/me/proof`.
#[utoipa::path(
    tag = "My account",
    operation_id = "renameMyFactor",
    request_body = RenameFactor,
    params(("id" = FactorId, Path, description = "The factor")),
    responses(
        (status = 200, description = "The factor as it is now", body = Factor),
        problems::InvalidFields,
        problems::NotFound,
        problems::ProofRequired,
    ),
    security(("user" = [])),
)]
#[patch("/me/factors/{id}")]
pub async fn user(
    AsUser(user): AsUser,
    context: Data<Context>,
    Path(id): Path<FactorId>,
    Body(body): Body<RenameFactor>,
) -> Answer<Json<Factor>> {
    Ok(Json(factors::rename(&context, &user, id, &body).await?))
}

/// Rename one of my second factors (administrator)
///
/// It opens what it opened before.
///
/// Needs a proof of the last 5 minutes: see `/me/proof`.
#[utoipa::path(
    tag = "My account",
    operation_id = "renameMyAdministratorFactor",
    request_body = RenameFactor,
    params(("id" = FactorId, Path, description = "The factor")),
    responses(
        (status = 200, description = "The factor as it is now", body = Factor),
        problems::InvalidFields,
        problems::NotFound,
        problems::ProofRequired,
    ),
    security(("administrator" = [])),
)]
#[patch("/admin/me/factors/{id}")]
pub async fn administrator(
    AsAdministrator(administrator): AsAdministrator,
    context: Data<Context>,
    Path(id): Path<FactorId>,
    Body(body): Body<RenameFactor>,
) -> Answer<Json<Factor>> {
    Ok(Json(
        factors::rename(&context, &administrator, id, &body).await?,
    ))
}
