//! `POST /api/v1/password-reset`.

use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use contract::links::RequestPasswordReset;
use identity::addresses::Portal;
use identity::{Context, passwords};

use crate::http::{Answer, Body, Caller, SignInQuota};
use crate::openapi::problems;

/// Ask for a password reset link
///
/// For users. The answer is the same for known and unknown addresses; a known one gets a mail
/// whose link works once, for an hour. A user without a password gets the activation mail again.
#[utoipa::path(
    tag = "Links",
    operation_id = "requestPasswordReset",
    request_body = RequestPasswordReset,
    responses(
        (status = 204, description = "If the address is known, a mail is on its way"),
        problems::InvalidFields,
    ),
)]
#[post("/password-reset")]
pub async fn request_reset(
    _quota: SignInQuota,
    Caller(client): Caller,
    context: Data<Context>,
    Body(body): Body<RequestPasswordReset>,
) -> Answer<HttpResponse> {
    passwords::request_reset(&context, Portal::User, &body.email, client)?;
    Ok(HttpResponse::NoContent().finish())
}
