use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use contract::factors::{Proof, Proved};
use identity::{Context, factors};

use crate::http::{ApiResult, AsSignedIn, Body, SignInQuota, session_cookie};
use crate::openapi::problems;

/// Complete step-up authentication
///
/// The session continues under a new identifier with the access token in the response and a new
/// refresh cookie; the previous tokens stop working. Wrong passwords and codes count as failed
/// attempts.
///
/// The password is accepted if the account has no factor. While an application asks for a new sign-in, it is
/// always accepted; then it counts for the application only, unless the account has no factor.
#[utoipa::path(
    post,
    path = "/me/proof",
    tag = "My account",
    operation_id = "giveMyProof | giveMyAdministratorProof",
    responses(
        (
            status = 200,
            description = "Step-up authentication succeeded",
            body = Proved,
            headers(("Set-Cookie" = String, description = "The next refresh token")),
        ),
        problems::AccountLocked,
        problems::FactorRequired,
    ),
)]
pub async fn prove(
    _quota: SignInQuota,
    AsSignedIn(signed_in): AsSignedIn,
    context: Data<Context>,
    request: HttpRequest,
    Body(body): Body<Proof>,
) -> ApiResult<HttpResponse> {
    let given = factors::prove(&context, &signed_in, &body).await?;
    let mut response = HttpResponse::Ok();
    for cookie in session_cookie::of_session(&request, signed_in.portal(), &given.session) {
        response.cookie(cookie);
    }
    Ok(response.json(Proved {
        fresh_until: given.fresh_until,
        access_token: given.session.access_token,
    }))
}
