//! `POST /api/v1/me/totp-enrolment/confirm` and `/api/v1/admin/me/totp-enrolment/confirm`.

use actix_web::post;
use actix_web::web::{Data, Json};
use contract::factors::{ConfirmTotp, FactorAdded};
use identity::{Context, factors};

use crate::http::{Answer, AsAdministrator, AsUser, Body, SignInQuota};
use crate::openapi::problems;

/// Add the authenticator app
///
/// With the code that it shows, which is spent by that. The first factor of an account comes with ten
/// recovery codes. A wrong code can be tried again.
///
/// Needs a proof of the last 5 minutes: see `/me/proof`.
#[utoipa::path(
    tag = "My account",
    operation_id = "confirmMyTotpEnrolment",
    request_body = ConfirmTotp,
    responses(
        (status = 200, description = "It was added", body = FactorAdded),
        problems::InvalidFields,
        problems::ProofRequired,
        problems::Forbidden,
        problems::Conflict,
    ),
    security(("user" = [])),
)]
#[post("/me/totp-enrolment/confirm")]
pub async fn user(
    _quota: SignInQuota,
    AsUser(user): AsUser,
    context: Data<Context>,
    Body(body): Body<ConfirmTotp>,
) -> Answer<Json<FactorAdded>> {
    Ok(Json(factors::confirm_totp(&context, &user, &body).await?))
}

/// Add the authenticator app (administrator)
///
/// With the code that it shows, which is spent by that. The first factor of an account comes with ten
/// recovery codes. A wrong code can be tried again.
///
/// Needs a proof of the last 5 minutes: see `/me/proof`.
#[utoipa::path(
    tag = "My account",
    operation_id = "confirmMyAdministratorTotpEnrolment",
    request_body = ConfirmTotp,
    responses(
        (status = 200, description = "It was added", body = FactorAdded),
        problems::InvalidFields,
        problems::ProofRequired,
        problems::Conflict,
    ),
    security(("administrator" = [])),
)]
#[post("/admin/me/totp-enrolment/confirm")]
pub async fn administrator(
    _quota: SignInQuota,
    AsAdministrator(administrator): AsAdministrator,
    context: Data<Context>,
    Body(body): Body<ConfirmTotp>,
) -> Answer<Json<FactorAdded>> {
    Ok(Json(
        factors::confirm_totp(&context, &administrator, &body).await?,
    ))
}
