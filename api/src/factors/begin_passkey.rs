//! `POST /api/v1/me/passkey-enrolment` and `/api/v1/admin/me/passkey-enrolment`.

use actix_web::post;
use actix_web::web::{Data, Json};
use contract::factors::PasskeyChallenge;
use identity::{Context, factors};

use crate::http::{Answer, AsAdministrator, AsUser};
use crate::openapi::problems;

/// Begin to add a passkey
///
/// The options for `navigator.credentials.create`. The challenge lives 10 minutes and is answered
/// once.
///
/// Needs a proof of the last 5 minutes: see `/me/proof`.
#[utoipa::path(
    tag = "My account",
    operation_id = "beginMyPasskeyEnrolment",
    responses(
        (
            status = 200,
            description = "What the browser needs",
            body = PasskeyChallenge,
            example = json!(contract::examples::passkey_enrolment()),
        ),
        problems::ProofRequired,
        problems::Forbidden,
        problems::Conflict,
    ),
    security(("user" = [])),
)]
#[post("/me/passkey-enrolment")]
pub async fn user(AsUser(user): AsUser, context: Data<Context>) -> Answer<Json<PasskeyChallenge>> {
    Ok(Json(factors::begin_passkey(&context, &user).await?))
}

/// Begin to add a passkey (administrator)
///
/// The options for `navigator.credentials.create`. The challenge lives 10 minutes and is answered
/// once.
///
/// Needs a proof of the last 5 minutes: see `/me/proof`.
#[utoipa::path(
    tag = "My account",
    operation_id = "beginMyAdministratorPasskeyEnrolment",
    responses(
        (
            status = 200,
            description = "What the browser needs",
            body = PasskeyChallenge,
            example = json!(contract::examples::passkey_enrolment()),
        ),
        problems::ProofRequired,
        problems::Conflict,
    ),
    security(("administrator" = [])),
)]
#[post("/admin/me/passkey-enrolment")]
pub async fn administrator(
    AsAdministrator(administrator): AsAdministrator,
    context: Data<Context>,
) -> Answer<Json<PasskeyChallenge>> {
    Ok(Json(
        factors::begin_passkey(&context, &administrator).await?,
    ))
}
