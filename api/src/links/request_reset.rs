use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::links::RequestPasswordReset;
use identity::{Context, passwords};

use crate::http::{Answer, AtPortal, Body, Caller, SignInQuota};
use crate::openapi::problems;

/// Ask for a password reset link
///
/// For users. The answer is the same for known and unknown addresses; a known one gets a mail
/// whose link works once, for an hour. A user without a password gets the activation mail again.
#[utoipa::path(
    post,
    path = "/password-reset",
    tag = "Links",
    operation_id = "requestPasswordReset | requestAdministratorPasswordReset",
    responses(
        (status = 204, description = "If the address is known, a mail is on its way"),
        problems::InvalidFields,
    ),
)]
pub async fn request_reset(
    _quota: SignInQuota,
    AtPortal(portal): AtPortal,
    Caller(client): Caller,
    context: Data<Context>,
    Body(body): Body<RequestPasswordReset>,
) -> Answer<HttpResponse> {
    passwords::request_reset(&context, portal, &body.email, client)?;
    Ok(HttpResponse::NoContent().finish())
}
