//! `POST /api/v1/me/recovery-codes` and `/api/v1/admin/me/recovery-codes`.

use actix_web::post;
use actix_web::web::{Data, Json};
use contract::factors::RecoveryCodes;
use identity::{Context, factors};

use crate::http::{Answer, AsAdministrator, AsUser};
use crate::openapi::problems;

/// Make new recovery codes
///
/// Ten, shown here and nowhere else. Those from before open nothing any more.
///
/// Needs a proof of the last 5 minutes: see `/me/proof`.
#[utoipa::path(
    tag = "My account",
    operation_id = "makeMyRecoveryCodes",
    responses(
        (status = 200, description = "Ten new codes", body = RecoveryCodes),
        problems::ProofRequired,
        problems::Conflict,
    ),
    security(("user" = [])),
)]
#[post("/me/recovery-codes")]
pub async fn user(AsUser(user): AsUser, context: Data<Context>) -> Answer<Json<RecoveryCodes>> {
    Ok(Json(factors::new_recovery_codes(&context, &user).await?))
}

/// Make new recovery codes (administrator)
///
/// Ten, shown here and nowhere else. Those from before open nothing any more.
///
/// Needs a proof of the last 5 minutes: see `/me/proof`.
#[utoipa::path(
    tag = "My account",
    operation_id = "makeMyAdministratorRecoveryCodes",
    responses(
        (status = 200, description = "Ten new codes", body = RecoveryCodes),
        problems::ProofRequired,
        problems::Conflict,
    ),
    security(("administrator" = [])),
)]
#[post("/admin/me/recovery-codes")]
pub async fn administrator(
    AsAdministrator(administrator): AsAdministrator,
    context: Data<Context>,
) -> Answer<Json<RecoveryCodes>> {
    Ok(Json(
        factors::new_recovery_codes(&context, &administrator).await?,
    ))
}
