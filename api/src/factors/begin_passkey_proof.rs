//! `POST /api/v1/me/proof/passkey` and `/api/v1/admin/me/proof/passkey`.

use actix_web::post;
use actix_web::web::{Data, Json};
use contract::factors::PasskeyChallenge;
use identity::{Context, factors};

use crate::http::{Answer, AsAdministrator, AsUser};
use crate::openapi::problems;

/// Begin to prove it with a passkey
///
/// The options for `navigator.credentials.get`. The challenge lives 10 minutes and is answered once.
#[utoipa::path(
    tag = "My account",
    operation_id = "beginMyPasskeyProof",
    responses(
        (status = 200, description = "What the browser needs", body = PasskeyChallenge),
        problems::Conflict,
    ),
    security(("user" = [])),
)]
#[post("/me/proof/passkey")]
pub async fn user(AsUser(user): AsUser, context: Data<Context>) -> Answer<Json<PasskeyChallenge>> {
    Ok(Json(factors::begin_passkey_proof(&context, &user).await?))
}

/// Begin to prove it with a passkey (administrator)
///
/// The options for `navigator.credentials.get`. The challenge lives 10 minutes and is answered once.
#[utoipa::path(
    tag = "My account",
    operation_id = "beginMyAdministratorPasskeyProof",
    responses(
        (status = 200, description = "What the browser needs", body = PasskeyChallenge),
        problems::Conflict,
    ),
    security(("administrator" = [])),
)]
#[post("/admin/me/proof/passkey")]
pub async fn administrator(
    AsAdministrator(administrator): AsAdministrator,
    context: Data<Context>,
) -> Answer<Json<PasskeyChallenge>> {
    Ok(Json(
        factors::begin_passkey_proof(&context, &administrator).await?,
    ))
}
