//! `POST /api/v1/me/totp-enrolment` and `/api/v1/admin/me/totp-enrolment`.

use actix_web::post;
use actix_web::web::{Data, Json};
use contract::factors::TotpEnrolment;
use identity::{Context, factors};

use crate::http::{Answer, AsAdministrator, AsUser};
use crate::openapi::problems;

/// Begin to add an authenticator app
///
/// Makes the secret. It counts once a code of it was confirmed, within 10 minutes.
///
/// Needs a proof of the last 5 minutes: see `/me/proof`.
#[utoipa::path(
    tag = "My account",
    operation_id = "beginMyTotpEnrolment",
    responses(
        (status = 200, description = "The secret, to be scanned or typed", body = TotpEnrolment),
        problems::ProofRequired,
        problems::Forbidden,
        problems::Conflict,
    ),
    security(("user" = [])),
)]
#[post("/me/totp-enrolment")]
pub async fn user(AsUser(user): AsUser, context: Data<Context>) -> Answer<Json<TotpEnrolment>> {
    Ok(Json(factors::begin_totp(&context, &user).await?))
}

/// Begin to add an authenticator app (administrator)
///
/// Makes the secret. It counts once a code of it was confirmed, within 10 minutes.
///
/// Needs a proof of the last 5 minutes: see `/me/proof`.
#[utoipa::path(
    tag = "My account",
    operation_id = "beginMyAdministratorTotpEnrolment",
    responses(
        (status = 200, description = "The secret, to be scanned or typed", body = TotpEnrolment),
        problems::ProofRequired,
        problems::Conflict,
    ),
    security(("administrator" = [])),
)]
#[post("/admin/me/totp-enrolment")]
pub async fn administrator(
    AsAdministrator(administrator): AsAdministrator,
    context: Data<Context>,
) -> Answer<Json<TotpEnrolment>> {
    Ok(Json(factors::begin_totp(&context, &administrator).await?))
}
