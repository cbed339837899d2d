use actix_web::HttpRequest;
use actix_web::web::{Data, Json};
use contract::authorization::{AuthorizationContinued, ContinueAuthorization};
use identity::{Context, continuing};

use super::continue_in_browser::address;
use crate::http::{ApiResult, AsUser, Body, Path};
use crate::openapi::problems;
use crate::requests::binding;

/// Continue with a request of an application
///
/// Asks whether the application opens for the caller, and returns the address to open in this tab. That
/// address belongs to this server, and leads to the application.
///
/// If something has to be given first, the request is refused: with `proof-required`, give one of the
/// `factors` at `/me/proof`, or, if there are none, the password or a passkey, because the person has to sign in
/// again; with `factor-required`, enroll one of them at `/me/factors`; with `account-choice-required`, ask the
/// person whether to continue as who is signed in, and send `chosen`; with `consent-required`, send the person's
/// `answer`. Then repeat it. If the application does not open at all, it is refused with `application-refused`, and
/// `reason` says why. With the answer `deny`, the address tells the application that access was denied.
#[utoipa::path(
    post,
    path = "/me/authorization-requests/{token}/continue",
    tag = "My account",
    operation_id = "continueMyAuthorization",
    params(("token" = String, Path, description = "The token in the address of the page")),
    responses(
        (status = 200, description = "Where to go on", body = AuthorizationContinued),
        problems::DoesNotOpen,
        problems::AnswerRequired,
        problems::NotFound,
    ),
)]
pub async fn continue_in_portal(
    AsUser(user): AsUser,
    context: Data<Context>,
    request: HttpRequest,
    Path(token): Path<String>,
    Body(body): Body<ContinueAuthorization>,
) -> ApiResult<Json<AuthorizationContinued>> {
    let binding = binding(&request);
    continuing::continue_in_portal(&context, &user, &token, binding.as_deref(), body).await?;
    Ok(Json(AuthorizationContinued {
        address: address(&token),
    }))
}
