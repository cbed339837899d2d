use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use contract::factors::PasskeyChallenge;
use identity::{Context, sign_in};

use super::answer;
use crate::http::{Answer, AtPortal, SameOrigin, SignInQuota};
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
    responses(
        (status = 200, description = "Options for the browser", body = PasskeyChallenge),
        problems::SignInExpired,
        problems::AccountRefused,
        problems::WrongStep,
        problems::Conflict,
    ),
)]
pub async fn begin_passkey_factor(
    _origin: SameOrigin,
    _quota: SignInQuota,
    AtPortal(portal): AtPortal,
    context: Data<Context>,
    request: HttpRequest,
) -> Answer<HttpResponse> {
    let token = answer::token(&request, portal)?;
    let challenge = sign_in::begin_passkey(&context, portal, &token).await?;
    Ok(HttpResponse::Ok().json(challenge))
}
