//! `GET /api/v1/sign-in` and `/api/v1/admin/sign-in`.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use contract::sign_in::SignIn;
use identity::addresses::Portal;
use identity::{Context, sign_in};

use super::answer;
use crate::http::Answer;
use crate::openapi::problems;

/// Resume a sign-in
///
/// Where the sign-in of this browser stands, after a reload.
#[utoipa::path(
    tag = "Signing in",
    operation_id = "resumeSignIn",
    responses(
        (
            status = 200,
            description = "What comes next",
            body = SignIn,
            example = json!(contract::examples::waits_for_factor()),
        ),
        problems::SignInExpired,
    ),
)]
#[get("/sign-in")]
pub async fn user(context: Data<Context>, request: HttpRequest) -> Answer<HttpResponse> {
    resume(Portal::User, &context, &request).await
}

/// Resume a sign-in (administrator)
///
/// Where the sign-in of this browser stands, after a reload.
#[utoipa::path(
    tag = "Signing in",
    operation_id = "resumeAdministratorSignIn",
    responses(
        (
            status = 200,
            description = "What comes next",
            body = SignIn,
            example = json!(contract::examples::waits_for_factor()),
        ),
        problems::SignInExpired,
    ),
)]
#[get("/admin/sign-in")]
pub async fn administrator(context: Data<Context>, request: HttpRequest) -> Answer<HttpResponse> {
    resume(Portal::Admin, &context, &request).await
}

async fn resume(portal: Portal, context: &Context, request: &HttpRequest) -> Answer<HttpResponse> {
    let token = answer::token(request, portal)?;
    let state = sign_in::resume(context, portal, &token).await?;
    Ok(HttpResponse::Ok().json(state))
}
