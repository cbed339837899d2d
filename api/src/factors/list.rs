//! `GET /api/v1/me/factors` and `/api/v1/admin/me/factors`.

use actix_web::get;
use actix_web::web::{Data, Json};
use contract::factors::MfaDetails;
use identity::{Context, factors};

use crate::http::{Answer, AsAdministrator, AsUser};

/// List my second factors
///
/// Authenticator apps and passkeys, what is asked of the account, and how many recovery codes are
/// left.
#[utoipa::path(
    tag = "My account",
    operation_id = "listMyFactors",
    responses(
        (status = 200, description = "Where the account stands", body = MfaDetails),
    ),
    security(("user" = [])),
)]
#[get("/me/factors")]
pub async fn user(AsUser(user): AsUser, context: Data<Context>) -> Answer<Json<MfaDetails>> {
    Ok(Json(factors::mine(&context, &user).await?))
}

/// List my second factors (administrator)
///
/// Authenticator apps and passkeys, what is asked of the account, and how many recovery codes are
/// left.
#[utoipa::path(
    tag = "My account",
    operation_id = "listMyAdministratorFactors",
    responses(
        (status = 200, description = "Where the account stands", body = MfaDetails),
    ),
    security(("administrator" = [])),
)]
#[get("/admin/me/factors")]
pub async fn administrator(
    AsAdministrator(administrator): AsAdministrator,
    context: Data<Context>,
) -> Answer<Json<MfaDetails>> {
    Ok(Json(factors::mine(&context, &administrator).await?))
}
