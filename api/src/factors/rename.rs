use actix_web::web::{Data, Json};
use contract::factors::{Factor, RenameFactor};
use contract::ids::FactorId;
use identity::{Context, factors};

use crate::http::{ApiResult, AsSignedIn, Body, Path};
use crate::openapi::problems;

/// Rename one of my factors
///
/// Requires step-up authentication within the last 5 minutes: see `/me/proof`.
#[utoipa::path(
    patch,
    path = "/me/factors/{id}",
    tag = "My account",
    operation_id = "renameMyFactor | renameMyAdministratorFactor",
    params(("id" = FactorId, Path, description = "The factor")),
    responses(
        (status = 200, description = "The renamed factor", body = Factor),
        problems::NotFound,
        problems::ProofRequired,
    ),
)]
pub async fn rename(
    AsSignedIn(signed_in): AsSignedIn,
    context: Data<Context>,
    Path(id): Path<FactorId>,
    Body(body): Body<RenameFactor>,
) -> ApiResult<Json<Factor>> {
    Ok(Json(
        factors::rename(&context, &signed_in, id, &body).await?,
    ))
}
