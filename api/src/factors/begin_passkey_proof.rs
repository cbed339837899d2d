use actix_web::web::{Data, Json};
use contract::factors::PasskeyChallenge;
use identity::{Context, factors};

use crate::http::{ApiResult, AsSignedIn};
use crate::openapi::problems;

/// Begin step-up authentication with a passkey
///
/// Returns the options for `navigator.credentials.get`. The challenge is valid for 10 minutes and
/// can be answered once.
#[utoipa::path(
    post,
    path = "/me/proof/passkey",
    tag = "My account",
    operation_id = "beginMyPasskeyProof | beginMyAdministratorPasskeyProof",
    responses(
        (status = 200, description = "Options for the browser", body = PasskeyChallenge),
        problems::Conflict,
    ),
)]
pub async fn begin_passkey_proof(
    AsSignedIn(signed_in): AsSignedIn,
    context: Data<Context>,
) -> ApiResult<Json<PasskeyChallenge>> {
    Ok(Json(
        factors::begin_passkey_proof(&context, &signed_in).await?,
    ))
}
