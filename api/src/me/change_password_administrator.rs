//! `PUT /api/v1/admin/me/password`.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, put};
use contract::me::ChangePassword;
use contract::sign_in::AccessToken;
use identity::addresses::Portal;
use identity::{Context, passwords};

use crate::http::{Answer, AsAdministrator, Body, SignInQuota, session_cookie};
use crate::openapi::problems;

/// Change my password (administrator)
///
/// Every other session ends, and this one goes on under a new identifier, with the access token
/// of the answer and a new refresh cookie. Wrong current passwords count as failed sign-ins do.
#[utoipa::path(
    tag = "My account",
    operation_id = "changeAdministratorPassword",
    request_body = ChangePassword,
    responses(
        (status = 200, description = "Changed", body = AccessToken),
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
    request: HttpRequest,
    Body(body): Body<ChangePassword>,
) -> Answer<HttpResponse> {
    let session = passwords::change(&context, &administrator, &body).await?;
    let cookie = session_cookie::of_session(&request, Portal::Admin, &session);
    Ok(HttpResponse::Ok().cookie(cookie).json(session.access_token))
}
