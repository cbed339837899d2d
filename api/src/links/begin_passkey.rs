use actix_web::web::{Data, Json};
use contract::factors::PasskeyChallenge;
use contract::links::InspectLink;
use identity::{Context, links};

use crate::http::{Answer, Body, SignInQuota};
use crate::openapi::problems;

/// Begin to prove a passkey at a link
///
/// For a reset whose link asks for a second factor: the options for `navigator.credentials.get`.
/// The challenge lives 10 minutes and is answered once.
#[utoipa::path(
    post,
    path = "/links/passkey",
    tag = "Links",
    operation_id = "beginPasskeyAtLink",
    responses(
        (status = 200, description = "What the browser needs", body = PasskeyChallenge),
        problems::LinkNotUsable,
        problems::FactorRequired,
        problems::Conflict,
    ),
)]
pub async fn begin_passkey(
    _quota: SignInQuota,
    context: Data<Context>,
    Body(body): Body<InspectLink>,
) -> Answer<Json<PasskeyChallenge>> {
    Ok(Json(links::begin_passkey(&context, &body).await?))
}
