use actix_web::web::{Data, Json};
use contract::factors::PasskeyChallenge;
use contract::links::InspectLink;
use identity::{Context, links};

use crate::http::{ApiResult, Body, SignInQuota};
use crate::openapi::problems;

/// Begin the passkey challenge of a link
///
/// For password resets that require a factor: returns the options for `navigator.credentials.get`.
/// The challenge is valid for 10 minutes and can be answered once.
#[utoipa::path(
    post,
    path = "/links/passkey",
    tag = "Links",
    operation_id = "beginPasskeyAtLink",
    responses(
        (status = 200, description = "Options for the browser", body = PasskeyChallenge),
        problems::LinkNotUsable,
        problems::FactorRequired,
        problems::Conflict,
    ),
)]
pub async fn begin_passkey(
    _quota: SignInQuota,
    context: Data<Context>,
    Body(body): Body<InspectLink>,
) -> ApiResult<Json<PasskeyChallenge>> {
    Ok(Json(links::begin_passkey(&context, &body).await?))
}
