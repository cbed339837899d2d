//! `POST /api/v1/me/passkey-enrolment/finish` and `/api/v1/admin/me/passkey-enrolment/finish`.

use actix_web::post;
use actix_web::web::{Data, Json};
use contract::factors::{AddPasskey, FactorAdded};
use identity::{Context, factors};

use crate::http::{Answer, AsAdministrator, AsUser, Body, SignInQuota};
use crate::openapi::problems;

/// Add the passkey
///
/// With what `navigator.credentials.create` answered. The authenticator must have verified its user.
/// The first factor of an account comes with ten recovery codes.
///
/// Needs a proof of the last 5 minutes: see `/me/proof`.
#[utoipa::path(
    tag = "My account",
    operation_id = "finishMyPasskeyEnrolment",
    request_body = AddPasskey,
    responses(
        (status = 200, description = "It was added", body = FactorAdded),
        problems::InvalidFields,
        problems::ProofRequired,
        problems::Forbidden,
        problems::Conflict,
    ),
    security(("user" = [])),
)]
#[post("/me/passkey-enrolment/finish")]
pub async fn user(
    _quota: SignInQuota,
    AsUser(user): AsUser,
    context: Data<Context>,
    Body(body): Body<AddPasskey>,
) -> Answer<Json<FactorAdded>> {
    Ok(Json(factors::add_passkey(&context, &user, &body).await?))
}

/// Add the passkey (administrator)
///
/// With what `navigator.credentials.create` answered. The authenticator must have verified its user.
/// The first factor of an account comes with ten recovery codes.
///
/// Needs a proof of the last 5 minutes: see `/me/proof`.
#[utoipa::path(
    tag = "My account",
    operation_id = "finishMyAdministratorPasskeyEnrolment",
    request_body = AddPasskey,
    responses(
        (status = 200, description = "It was added", body = FactorAdded),
        problems::InvalidFields,
        problems::ProofRequired,
        problems::Conflict,
    ),
    security(("administrator" = [])),
)]
#[post("/admin/me/passkey-enrolment/finish")]
pub async fn administrator(
    _quota: SignInQuota,
    AsAdministrator(administrator): AsAdministrator,
    context: Data<Context>,
    Body(body): Body<AddPasskey>,
) -> Answer<Json<FactorAdded>> {
    Ok(Json(
        factors::add_passkey(&context, &administrator, &body).await?,
    ))
}
