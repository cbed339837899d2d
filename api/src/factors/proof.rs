use actix_web::web::{Data, Json};
use contract::factors::ProofState;
use identity::{Context, factors};

use crate::http::{ApiResult, AsSignedIn};

/// Get the state of step-up authentication
///
/// Sensitive actions require step-up authentication within the last 5 minutes: with a factor if the
/// account has one, otherwise with the password. Signing in counts.
#[utoipa::path(
    get,
    path = "/me/proof",
    tag = "My account",
    operation_id = "getMyProof | getMyAdministratorProof",
    responses(
        (status = 200, description = "Accepted methods, and until when the last authentication counts", body = ProofState),
    ),
)]
pub async fn proof(
    AsSignedIn(signed_in): AsSignedIn,
    context: Data<Context>,
) -> ApiResult<Json<ProofState>> {
    Ok(Json(factors::proof_state(&context, &signed_in).await?))
}
