use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use contract::sign_in::SignIn;
use identity::{Context, sign_in};

use super::step::token;
use crate::http::session_cookie::Kind;
use crate::http::{ApiResult, AtPortal};
use crate::openapi::problems;

/// Resume a sign-in
///
/// The current step of the sign-in in progress in this browser, for example after a reload.
#[utoipa::path(
    get,
    path = "/sign-in",
    tag = "Signing in",
    operation_id = "resumeSignIn | resumeAdministratorSignIn",
    security(("sign_in_cookie" = [])),
    responses(
        (
            status = 200,
            description = "The next step",
            body = SignIn,
            example = json!(contract::examples::waits_for_factor()),
        ),
        problems::SignInExpired,
    ),
)]
pub async fn resume(
    AtPortal(portal): AtPortal,
    context: Data<Context>,
    request: HttpRequest,
) -> ApiResult<HttpResponse> {
    let token = token(&request, Kind::SignIn, portal)?;
    let state = sign_in::resume(&context, portal, &token).await?;
    Ok(HttpResponse::Ok().json(state))
}
