use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use contract::links::{PasswordSet, SetPasswordByLink};
use identity::{Context, links};

use crate::http::session_cookie;
use crate::http::{ApiResult, Body, Caller, SignInQuota};
use crate::openapi::problems;

/// Set a password with a link
///
/// The link works once. After an activation or an invitation the person is signed in: the response contains
/// an access token, and the refresh token is set as a cookie. If the password is rejected, the link remains
/// valid. A wrong factor does not void the link either, but counts as a failed attempt.
#[utoipa::path(
    post,
    path = "/links/set-password",
    tag = "Links",
    operation_id = "setPasswordByLink",
    responses(
        (
            status = 200,
            description = "The password was set",
            body = PasswordSet,
            headers((
                "Set-Cookie" = String,
                description = "The refresh token and the device cookie, if the person is signed in"
            )),
        ),
        problems::LinkNotUsable,
        problems::LinkRefused,
    ),
)]
pub async fn set_password(
    _quota: SignInQuota,
    Caller(client): Caller,
    context: Data<Context>,
    request: HttpRequest,
    Body(body): Body<SetPasswordByLink>,
) -> ApiResult<HttpResponse> {
    let session = links::set_password(&context, &body, &client).await?;
    let mut response = HttpResponse::Ok();
    if let Some(session) = &session {
        let portal = links::portal_for(body.purpose);
        for cookie in session_cookie::of_new_session(&request, portal, session) {
            response.cookie(cookie);
        }
    }
    Ok(response.json(PasswordSet {
        access_token: session.map(|session| session.access_token),
    }))
}
