use actix_web::HttpRequest;
use actix_web::web::{Data, Json};
use contract::continuing::{AuthorizationContinued, ContinueAuthorization};
use identity::{Context, continuing};

use super::continue_in_browser::address;
use crate::http::{ApiResult, AsUser, Body, Path};
use crate::openapi::problems;
use crate::requests::binding;

/// Continue with a request of an application
///
/// Checks whether the application opens for the caller, and returns the address to open in this tab. That
/// address belongs to this server, and leads to the application.
///
/// If something is required first, the request is refused. With `proof-required`, verify one of the `factors`
/// at `/me/proof`; if there are none, the person has to sign in again, with the password or a passkey. With
/// `factor-required`, enroll one of them at `/me/factors`. With `account-choice-required`, ask the person
/// whether to continue with the account that is signed in, and send `chosen`. With `consent-required`, send
/// the person's `answer`. Then repeat the request. If the application does not open at all, it is refused
/// with `application-refused`, and `reason` says why. With the answer `deny`, the address tells the
/// application that access was denied.
#[utoipa::path(
    post,
    path = "/me/authorization-requests/{token}/continue",
    tag = "My account",
    operation_id = "continueMyAuthorization",
    params(("token" = String, Path, description = "The token in the address of the page")),
    responses(
        (status = 200, description = "The address to open", body = AuthorizationContinued),
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
