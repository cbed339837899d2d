use actix_web::web::{Data, Json};
use contract::factors::MfaDetails;
use identity::{Context, factors};

use crate::http::{ApiResult, AsSignedIn};

/// Get my MFA status
///
/// Authenticator apps and passkeys, whether MFA is required, and the number of recovery codes left.
#[utoipa::path(
    get,
    path = "/me/factors",
    tag = "My account",
    operation_id = "listMyFactors | listMyAdministratorFactors",
    responses(
        (status = 200, description = "The MFA status", body = MfaDetails),
    ),
)]
pub async fn list(
    AsSignedIn(signed_in): AsSignedIn,
    context: Data<Context>,
) -> ApiResult<Json<MfaDetails>> {
    Ok(Json(factors::my_mfa(&context, &signed_in).await?))
}
