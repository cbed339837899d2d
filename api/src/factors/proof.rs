use actix_web::web::{Data, Json};
use contract::factors::ProofState;
use identity::{Context, factors};

use crate::http::{Answer, AsSignedIn};

/// Ask what proves that it is me
///
/// Sensitive acts need a proof of the last 5 minutes: a factor where the account has one, else the
/// password. The sign-in was the first proof.
#[utoipa::path(
    get,
    path = "/me/proof",
    tag = "My account",
    operation_id = "getMyProof | getMyAdministratorProof",
    responses(
        (status = 200, description = "What is to be proved", body = ProofState),
    ),
)]
pub async fn proof(
    AsSignedIn(signed_in): AsSignedIn,
    context: Data<Context>,
) -> Answer<Json<ProofState>> {
    Ok(Json(factors::proof_state(&context, &signed_in).await?))
}
