use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::factors::PasskeyChallenge;
use identity::{Context, sign_in};

use super::step::SignInStep;
use crate::http::ApiResult;
use crate::openapi::problems;

/// Begin the factor step with a passkey
///
/// Returns the options for `navigator.credentials.get`, for the passkeys of this account. The
/// challenge is valid for 10 minutes and can be answered once.
#[utoipa::path(
    post,
    path = "/sign-in/factor/passkey",
    tag = "Signing in",
    operation_id = "beginPasskeyFactor | beginPasskeyFactorAdministrator",
    security(("sign_in_cookie" = [])),
    responses(
        (status = 200, description = "Options for the browser", body = PasskeyChallenge),
        problems::SignInExpired,
        problems::AccountRefused,
        problems::WrongStep,
        problems::Conflict,
    ),
)]
pub async fn begin_passkey_factor(
    step: SignInStep,
    context: Data<Context>,
) -> ApiResult<HttpResponse> {
    let token = step.token()?;
    let challenge = sign_in::begin_passkey(&context, step.portal, &token).await?;
    Ok(HttpResponse::Ok().json(challenge))
}
