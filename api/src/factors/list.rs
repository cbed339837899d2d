use actix_web::web::{Data, Json};
use contract::factors::MfaDetails;
use identity::{Context, factors};

use crate::http::{Answer, AsSignedIn};

/// List my second factors
///
/// Authenticator apps and passkeys, what is asked of the account, and how many recovery codes are
/// left.
#[utoipa::path(
    get,
    path = "/me/factors",
    tag = "My account",
    operation_id = "listMyFactors | listMyAdministratorFactors",
    responses(
        (status = 200, description = "Where the account stands", body = MfaDetails),
    ),
)]
pub async fn list(
    AsSignedIn(signed_in): AsSignedIn,
    context: Data<Context>,
) -> Answer<Json<MfaDetails>> {
    Ok(Json(factors::mine(&context, &signed_in).await?))
}
