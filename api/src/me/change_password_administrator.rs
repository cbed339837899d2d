//! `PUT /api/v1/admin/me/password`.

use actix_web::web::Data;
use actix_web::{HttpResponse, put};
use contract::me::ChangePassword;
use identity::{Context, passwords};

use crate::http::{Answer, AsAdministrator, Body, SignInQuota};
use crate::openapi::problems;

/// Change my password (administrator)
///
/// Every other session ends. Wrong current passwords count as failed sign-ins do.
#[utoipa::path(
    tag = "My account",
    operation_id = "changeAdministratorPassword",
    request_body = ChangePassword,
    responses(
        (status = 204, description = "Changed"),
        problems::InvalidFields,
        problems::SensitiveAct,
        problems::Busy,
    ),
    security(("administrator" = [])),
)]
#[put("/admin/me/password")]
pub async fn change_password_administrator(
    _quota: SignInQuota,
    AsAdministrator(administrator): AsAdministrator,
    context: Data<Context>,
    Body(body): Body<ChangePassword>,
) -> Answer<HttpResponse> {
    passwords::change(&context, &administrator, &body).await?;
    Ok(HttpResponse::NoContent().finish())
}
