use actix_web::web::{Data, Json};
use contract::factors::PasskeyChallenge;
use identity::{Context, factors};

use crate::http::{Answer, AsSignedIn};
use crate::openapi::problems;

/// Begin to add a passkey
///
/// The options for `navigator.credentials.create`. The challenge lives 10 minutes and is answered
/// once.
///
/// Needs a proof of the last 5 minutes: see `/me/proof`.
#[utoipa::path(
    post,
    path = "/me/passkey-enrolment",
    tag = "My account",
    operation_id = "beginMyPasskeyEnrolment | beginMyAdministratorPasskeyEnrolment",
    responses(
        (
            status = 200,
            description = "What the browser needs",
            body = PasskeyChallenge,
            example = json!(contract::examples::passkey_enrolment()),
        ),
        problems::ProofRequired,
        problems::Forbidden,
        problems::Conflict,
    ),
)]
pub async fn begin_passkey(
    AsSignedIn(signed_in): AsSignedIn,
    context: Data<Context>,
) -> Answer<Json<PasskeyChallenge>> {
    Ok(Json(factors::begin_passkey(&context, &signed_in).await?))
}
