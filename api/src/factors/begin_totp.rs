use actix_web::web::{Data, Json};
use contract::factors::TotpEnrollment;
use identity::{Context, factors};

use crate::http::{ApiResult, AsSignedIn};
use crate::openapi::problems;

/// Begin authenticator app enrollment
///
/// Creates the secret. It becomes a factor when a code is confirmed within 10 minutes.
///
/// Requires step-up authentication within the last 5 minutes: see `/me/proof`.
#[utoipa::path(
    post,
    path = "/me/totp-enrollment",
    tag = "My account",
    operation_id = "beginMyTotpEnrollment | beginMyAdministratorTotpEnrollment",
    responses(
        (status = 200, description = "The secret, to scan or type", body = TotpEnrollment),
        problems::ProofRequired,
        problems::Forbidden,
        problems::Conflict,
    ),
)]
pub async fn begin_totp(
    AsSignedIn(signed_in): AsSignedIn,
    context: Data<Context>,
) -> ApiResult<Json<TotpEnrollment>> {
    Ok(Json(factors::begin_totp(&context, &signed_in).await?))
}
