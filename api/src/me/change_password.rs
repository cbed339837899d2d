use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use contract::me::ChangePassword;
use contract::sign_in::AccessToken;
use identity::{Context, passwords};

use crate::http::{ApiResult, AsSignedIn, Body, SignInQuota, session_cookie};
use crate::openapi::problems;

/// Change my password
///
/// Ends all other sessions. This session continues under a new identifier with the access token in
/// the response and a new refresh cookie. A wrong current password counts as a failed sign-in.
#[utoipa::path(
    put,
    path = "/me/password",
    tag = "My account",
    operation_id = "changeMyPassword | changeAdministratorPassword",
    responses(
        (
            status = 200,
            description = "The password was changed",
            body = AccessToken,
            headers(("Set-Cookie" = String, description = "The next refresh token")),
        ),
        problems::SensitiveAct,
    ),
)]
pub async fn change_password(
    _quota: SignInQuota,
    AsSignedIn(signed_in): AsSignedIn,
    context: Data<Context>,
    request: HttpRequest,
    Body(body): Body<ChangePassword>,
) -> ApiResult<HttpResponse> {
    let session = passwords::change(&context, &signed_in, &body).await?;
    let mut response = HttpResponse::Ok();
    for cookie in session_cookie::of_session(&request, signed_in.portal(), &session) {
        response.cookie(cookie);
    }
    Ok(response.json(session.access_token))
}
