use actix_web::web::{Data, Json};
use contract::factors::{ConfirmTotp, FactorAdded};
use identity::{Context, factors};

use crate::http::{ApiResult, AsSignedIn, Body, SignInQuota};
use crate::openapi::problems;

/// Confirm authenticator app enrollment
///
/// Send a code from the app. The code cannot be used again, for example to sign in; a wrong code
/// can be retried. The first factor of an account comes with ten recovery codes.
///
/// Requires step-up authentication within the last 5 minutes: see `/me/proof`.
#[utoipa::path(
    post,
    path = "/me/totp-enrollment/confirm",
    tag = "My account",
    operation_id = "confirmMyTotpEnrollment | confirmMyAdministratorTotpEnrollment",
    responses(
        (status = 200, description = "The factor was added", body = FactorAdded),
        problems::ProofRequired,
        problems::Forbidden,
        problems::Conflict,
    ),
)]
pub async fn confirm_totp(
    _quota: SignInQuota,
    AsSignedIn(signed_in): AsSignedIn,
    context: Data<Context>,
    Body(body): Body<ConfirmTotp>,
) -> ApiResult<Json<FactorAdded>> {
    Ok(Json(
        factors::confirm_totp(&context, &signed_in, &body).await?,
    ))
}
