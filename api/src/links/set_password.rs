use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use contract::links::{PasswordSet, SetPasswordByLink};
use identity::{Context, links};

use crate::http::session_cookie;
use crate::http::{Answer, Body, Caller, SignInQuota};
use crate::openapi::problems;

/// Use a link: set the password
///
/// The link is void afterwards. After an activation or invitation the person is signed in: the
/// answer has an access token, and a cookie the refresh token. A refused password leaves the
/// link as it was, and so does a wrong factor, which counts as a failed attempt.
#[utoipa::path(
    post,
    path = "/links/set-password",
    tag = "Links",
    operation_id = "setPasswordByLink",
    responses(
        (status = 200, description = "The password is set", body = PasswordSet),
        problems::LinkNotUsable,
        problems::LinkRefused,
        problems::InvalidFields,
        problems::Busy,
    ),
)]
pub async fn set_password(
    _quota: SignInQuota,
    Caller(client): Caller,
    context: Data<Context>,
    request: HttpRequest,
    Body(body): Body<SetPasswordByLink>,
) -> Answer<HttpResponse> {
    let session = links::set_password(&context, &body, &client).await?;
    let mut response = HttpResponse::Ok();
    if let Some(session) = &session {
        let portal = links::portal_for(body.purpose);
        response.cookie(session_cookie::of_session(&request, portal, session));
    }
    Ok(response.json(PasswordSet {
        access_token: session.map(|session| session.access_token),
    }))
}
