use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::ids::FactorId;
use identity::{Context, factors};

use crate::http::{Answer, AsSignedIn, Path};
use crate::openapi::problems;

/// Remove one of my second factors
///
/// With the last one go the recovery codes. Where a factor is required, the last one stays.
///
/// Needs a proof of the last 5 minutes: see `/me/proof`.
#[utoipa::path(
    delete,
    path = "/me/factors/{id}",
    tag = "My account",
    operation_id = "removeMyFactor | removeMyAdministratorFactor",
    params(("id" = FactorId, Path, description = "The factor")),
    responses(
        (status = 204, description = "Removed"),
        problems::NotFound,
        problems::ProofRequired,
        problems::Conflict,
    ),
)]
pub async fn remove(
    AsSignedIn(signed_in): AsSignedIn,
    context: Data<Context>,
    Path(id): Path<FactorId>,
) -> Answer<HttpResponse> {
    factors::remove(&context, &signed_in, id).await?;
    Ok(HttpResponse::NoContent().finish())
}
