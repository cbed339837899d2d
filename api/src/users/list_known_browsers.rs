use actix_web::web::{Data, Json};
use contract::ids::UserId;
use contract::known_browsers::KnownBrowser;
use contract::page::Page;
use identity::permitted::UsersRead;
use identity::{Context, known_browsers};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// List a user's known browsers
///
/// The browsers in which the user has signed in, most recent sign-in first. A lock after wrong passwords
/// does not refuse them.
#[utoipa::path(
    get,
    path = "/users/{id}/known-browsers",
    tag = "Users",
    operation_id = "listUserKnownBrowsers",
    params(("id" = UserId, Path, description = "The user")),
    responses(
        (status = 200, description = "All known browsers", body = Page<KnownBrowser>),
        problems::NotFound,
    ),
)]
pub async fn list_known_browsers(
    Allowed(principal): Allowed<UsersRead>,
    context: Data<Context>,
    Path(id): Path<UserId>,
) -> ApiResult<Json<Page<KnownBrowser>>> {
    Ok(Json(
        known_browsers::of_user(&context, &principal, id).await?,
    ))
}
