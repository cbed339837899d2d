use actix_web::web::{Data, Json};
use contract::factors::{AddPasskey, FactorAdded};
use identity::{Context, factors};

use crate::http::{ApiResult, AsSignedIn, Body, SignInQuota};
use crate::openapi::problems;

/// Finish passkey enrollment
///
/// Send the response of `navigator.credentials.create`. The authenticator must have verified its
/// user. The first factor of an account comes with ten recovery codes.
///
/// Requires step-up authentication within the last 5 minutes: see `/me/proof`.
#[utoipa::path(
    post,
    path = "/me/passkey-enrollment/finish",
    tag = "My account",
    operation_id = "finishMyPasskeyEnrollment | finishMyAdministratorPasskeyEnrollment",
    responses(
        (status = 200, description = "The factor was added", body = FactorAdded),
        problems::ProofRequired,
        problems::Forbidden,
        problems::Conflict,
    ),
)]
pub async fn add_passkey(
    _quota: SignInQuota,
    AsSignedIn(signed_in): AsSignedIn,
    context: Data<Context>,
    Body(body): Body<AddPasskey>,
) -> ApiResult<Json<FactorAdded>> {
    Ok(Json(
        factors::add_passkey(&context, &signed_in, &body).await?,
    ))
}
