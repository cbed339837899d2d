use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::ids::{KnownBrowserId, UserId};
use identity::permitted::UsersAssist;
use identity::{Context, known_browsers};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// Forget one of a user's known browsers
///
/// A session in it continues. Ending a session also forgets its browser.
#[utoipa::path(
    delete,
    path = "/users/{id}/known-browsers/{browser}",
    tag = "Users",
    operation_id = "forgetUserKnownBrowser",
    params(
        ("id" = UserId, Path, description = "The user"),
        ("browser" = KnownBrowserId, Path, description = "The browser"),
    ),
    responses((status = 204, description = "Forgotten"), problems::NotFound),
)]
pub async fn forget_known_browser(
    Allowed(principal): Allowed<UsersAssist>,
    context: Data<Context>,
    Path((id, browser)): Path<(UserId, KnownBrowserId)>,
) -> ApiResult<HttpResponse> {
    known_browsers::forget_of_user(&context, &principal, id, browser).await?;
    Ok(HttpResponse::NoContent().finish())
}
