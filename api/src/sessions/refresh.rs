use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, ResponseError};
use contract::problem::ProblemType;
use contract::sign_in::AccessToken;
use identity::{Context, sessions};

use super::refresh_token;
use crate::http::problem::Refusal;
use crate::http::session_cookie;
use crate::http::{ApiResult, AtPortal, Caller, SameOrigin};
use crate::openapi::problems;

/// Refresh the access token
///
/// Uses and replaces the refresh cookie. Each refresh token works once. Reusing one ends the
/// session, because the token must have been copied. For 10 seconds, the browser that used a token
/// may send it again if the response was lost.
#[utoipa::path(
    post,
    path = "/session/refresh",
    tag = "Signing in",
    operation_id = "refreshSession | refreshAdministratorSession",
    security(("refresh_cookie" = [])),
    responses(
        (
            status = 200,
            description = "A new access token",
            body = AccessToken,
            headers(("Set-Cookie" = String, description = "The next refresh token")),
        ),
        problems::Unauthenticated,
    ),
)]
pub async fn refresh(
    _origin: SameOrigin,
    Caller(client): Caller,
    AtPortal(portal): AtPortal,
    context: Data<Context>,
    request: HttpRequest,
) -> ApiResult<HttpResponse> {
    let token = refresh_token(&request, portal)?;
    match sessions::refresh(&context, portal, &token, &client).await {
        Ok(session) => {
            let mut response = HttpResponse::Ok();
            for cookie in session_cookie::of_session(&request, portal, &session) {
                response.cookie(cookie);
            }
            Ok(response.json(session.access_token))
        }
        Err(error) => {
            let refusal = Refusal::from(error);
            let over = refusal.problem().kind == ProblemType::Unauthenticated;
            let mut response = refusal.error_response();
            if over {
                // Removes the invalid cookies from the browser.
                for gone in session_cookie::of_no_session(&request, portal) {
                    response
                        .add_cookie(&gone)
                        .map_err(|_| Refusal::new(ProblemType::Internal, "Try again"))?;
                }
            }
            Ok(response)
        }
    }
}
