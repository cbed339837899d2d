//! `GET /api/v1/me/proof` and `/api/v1/admin/me/proof`.

use actix_web::get;
use actix_web::web::{Data, Json};
use contract::factors::ProofState;
use identity::{Context, factors};

use crate::http::{Answer, AsAdministrator, AsUser};

/// Ask what proves that it is me
///
/// Sensitive acts need a proof of the last 5 minutes: a factor where the account has one, else the
/// password. The sign-in was the first proof.
#[utoipa::path(
    tag = "My account",
    operation_id = "getMyProof",
    responses(
        (status = 200, description = "What is to be proved", body = ProofState),
    ),
    security(("user" = [])),
)]
#[get("/me/proof")]
pub async fn user(AsUser(user): AsUser, context: Data<Context>) -> Answer<Json<ProofState>> {
    Ok(Json(factors::proof_state(&context, &user).await?))
}

/// Ask what proves that it is me (administrator)
///
/// Sensitive acts need a proof of the last 5 minutes: a factor where the account has one, else the
/// password. The sign-in was the first proof.
#[utoipa::path(
    tag = "My account",
    operation_id = "getMyAdministratorProof",
    responses(
        (status = 200, description = "What is to be proved", body = ProofState),
    ),
    security(("administrator" = [])),
)]
#[get("/admin/me/proof")]
pub async fn administrator(
    AsAdministrator(administrator): AsAdministrator,
    context: Data<Context>,
) -> Answer<Json<ProofState>> {
    Ok(Json(factors::proof_state(&context, &administrator).await?))
}
