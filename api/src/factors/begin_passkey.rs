use actix_web::web::{Data, Json};
use contract::factors::PasskeyChallenge;
use identity::{Context, factors};

use crate::http::{ApiResult, AsSignedIn};
use crate::openapi::problems;

/// Begin passkey enrollment
///
/// Returns the options for `navigator.credentials.create`. The challenge is valid for 10 minutes
/// and can be answered once.
///
/// Requires step-up authentication within the last 5 minutes: see `/me/proof`.
#[utoipa::path(
    post,
    path = "/me/passkey-enrollment",
    tag = "My account",
    operation_id = "beginMyPasskeyEnrollment | beginMyAdministratorPasskeyEnrollment",
    responses(
        (
            status = 200,
            description = "Options for the browser",
            body = PasskeyChallenge,
            example = json!(contract::examples::passkey_enrollment()),
        ),
        problems::ProofRequired,
        problems::Forbidden,
        problems::Conflict,
    ),
)]
pub async fn begin_passkey(
    AsSignedIn(signed_in): AsSignedIn,
    context: Data<Context>,
) -> ApiResult<Json<PasskeyChallenge>> {
    Ok(Json(factors::begin_passkey(&context, &signed_in).await?))
}
