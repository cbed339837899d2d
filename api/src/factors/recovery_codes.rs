use actix_web::web::{Data, Json};
use contract::factors::RecoveryCodes;
use identity::{Context, factors};

use crate::http::{ApiResult, AsSignedIn};
use crate::openapi::problems;

/// Create new recovery codes
///
/// Returns ten codes that are not shown again. Earlier codes stop working.
///
/// Requires step-up authentication within the last 5 minutes: see `/me/proof`.
#[utoipa::path(
    post,
    path = "/me/recovery-codes",
    tag = "My account",
    operation_id = "makeMyRecoveryCodes | makeMyAdministratorRecoveryCodes",
    responses(
        (status = 200, description = "Ten new codes", body = RecoveryCodes),
        problems::ProofRequired,
        problems::Conflict,
    ),
)]
pub async fn recovery_codes(
    AsSignedIn(signed_in): AsSignedIn,
    context: Data<Context>,
) -> ApiResult<Json<RecoveryCodes>> {
    Ok(Json(
        factors::new_recovery_codes(&context, &signed_in).await?,
    ))
}
