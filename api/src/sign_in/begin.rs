use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use contract::sign_in::{BeginSignIn, SignIn};
use identity::{Context, sign_in};
use rules::lifetimes::SIGN_IN_TRANSACTION;

use crate::http::session_cookie::{self, Kind};
use crate::http::{ApiResult, AtPortal, Body, SameOrigin, SignInQuota};

/// Begin a sign-in
///
/// The response is the same for known and unknown addresses. A cookie binds the following steps to
/// this browser, for 10 minutes.
#[utoipa::path(
    post,
    path = "/sign-in",
    tag = "Signing in",
    operation_id = "beginSignIn | beginAdministratorSignIn",
    responses(
        (
            status = 200,
            description = "The next step",
            body = SignIn,
            headers(("Set-Cookie" = String, description = "Binds the sign-in to this browser")),
            example = json!(contract::examples::waits_for_password()),
        ),
    ),
)]
pub async fn begin(
    _origin: SameOrigin,
    _quota: SignInQuota,
    AtPortal(portal): AtPortal,
    context: Data<Context>,
    request: HttpRequest,
    Body(body): Body<BeginSignIn>,
) -> ApiResult<HttpResponse> {
    let begun = sign_in::begin(&context, portal, &body.email).await?;
    let token = begun.token.reveal();
    let cookie = session_cookie::set(&request, Kind::SignIn, portal, token, SIGN_IN_TRANSACTION);
    Ok(HttpResponse::Ok().cookie(cookie).json(begun.sign_in))
}
