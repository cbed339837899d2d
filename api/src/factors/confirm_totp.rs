use actix_web::web::{Data, Json};
use contract::factors::{ConfirmTotp, FactorAdded};
use identity::{Context, factors};

use crate::http::{Answer, AsSignedIn, Body, SignInQuota};
use crate::openapi::problems;

/// Add the authenticator app
///
/// With the code that it shows, which is spent by that. The first factor of an account comes with ten
/// recovery codes. A wrong code can be tried again.
///
/// Needs a proof of the last 5 minutes: see `/me/proof`.
#[utoipa::path(
    post,
    path = "/me/totp-enrolment/confirm",
    tag = "My account",
    operation_id = "confirmMyTotpEnrolment | confirmMyAdministratorTotpEnrolment",
    responses(
        (status = 200, description = "It was added", body = FactorAdded),
        problems::InvalidFields,
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
) -> Answer<Json<FactorAdded>> {
    Ok(Json(
        factors::confirm_totp(&context, &signed_in, &body).await?,
    ))
}
