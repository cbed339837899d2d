//! `POST /api/v1/me/proof` and `/api/v1/admin/me/proof`.

use actix_web::post;
use actix_web::web::{Data, Json};
use contract::factors::{Proof, Proved};
use identity::{Context, factors};

use crate::http::{Answer, AsAdministrator, AsUser, Body, SignInQuota};
use crate::openapi::problems;

/// Prove that it is me
///
/// The session goes on under a new identifier, with the access token of the answer. Wrong proofs
/// count as failed attempts.
#[utoipa::path(
    tag = "My account",
    operation_id = "giveMyProof",
    request_body = Proof,
    responses(
        (status = 200, description = "The proof is fresh again", body = Proved),
        problems::InvalidFields,
        problems::AccountLocked,
        problems::FactorRequired,
        problems::Busy,
    ),
    security(("user" = [])),
)]
#[post("/me/proof")]
pub async fn user(
    _quota: SignInQuota,
    AsUser(user): AsUser,
    context: Data<Context>,
    Body(body): Body<Proof>,
) -> Answer<Json<Proved>> {
    Ok(Json(factors::prove(&context, &user, &body).await?))
}

/// Prove that it is me (administrator)
///
/// The session goes on under a new identifier, with the access token of the answer. Wrong proofs
/// count as failed attempts.
#[utoipa::path(
    tag = "My account",
    operation_id = "giveMyAdministratorProof",
    request_body = Proof,
    responses(
        (status = 200, description = "The proof is fresh again", body = Proved),
        problems::InvalidFields,
        problems::AccountLocked,
        problems::FactorRequired,
        problems::Busy,
    ),
    security(("administrator" = [])),
)]
#[post("/admin/me/proof")]
pub async fn administrator(
    _quota: SignInQuota,
    AsAdministrator(administrator): AsAdministrator,
    context: Data<Context>,
    Body(body): Body<Proof>,
) -> Answer<Json<Proved>> {
    Ok(Json(factors::prove(&context, &administrator, &body).await?))
}
