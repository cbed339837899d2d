//! `PUT /api/v1/me/password`.

use actix_web::web::Data;
use actix_web::{HttpResponse, put};
use contract::me::ChangePassword;
use identity::{Context, passwords};

use crate::http::{Answer, AsUser, Body, SignInQuota};
use crate::openapi::problems;

/// Change my password
///
/// Every other session ends. Wrong current passwords count as failed sign-ins do.
#[utoipa::path(
    tag = "My account",
    operation_id = "changeMyPassword",
    request_body = ChangePassword,
    responses(
        (status = 204, description = "Changed"),
        problems::InvalidFields,
        problems::SensitiveAct,
        problems::Busy,
    ),
    security(("user" = [])),
)]
#[put("/me/password")]
pub async fn change_password(
    _quota: SignInQuota,
    AsUser(user): AsUser,
    context: Data<Context>,
    Body(body): Body<ChangePassword>,
) -> Answer<HttpResponse> {
    passwords::change(&context, &user, &body).await?;
    Ok(HttpResponse::NoContent().finish())
}
