use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::ids::FactorId;
use identity::{Context, factors};

use crate::http::{ApiResult, AsSignedIn, Path};
use crate::openapi::problems;

/// Remove one of my factors
///
/// Removing the last factor also removes the recovery codes. If MFA is required, the last factor that works
/// cannot be removed. Nor can it while there are passkeys that may have been cloned: remove those first.
///
/// Requires step-up authentication within the last 5 minutes: see `/me/proof`.
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
) -> ApiResult<HttpResponse> {
    factors::remove(&context, &signed_in, id).await?;
    Ok(HttpResponse::NoContent().finish())
}
