use actix_web::web::{Data, Json};
use contract::ids::UserId;
use contract::page::Page;
use contract::sessions::Session;
use identity::permitted::UsersRead;
use identity::{Context, sessions};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// List a user's sessions
///
/// Most recently used first.
#[utoipa::path(
    get,
    path = "/users/{id}/sessions",
    tag = "Users",
    operation_id = "listUserSessions",
    params(("id" = UserId, Path, description = "The user")),
    responses(
        (status = 200, description = "All sessions", body = Page<Session>),
        problems::NotFound,
    ),
)]
pub async fn list_sessions(
    Allowed(principal): Allowed<UsersRead>,
    context: Data<Context>,
    Path(id): Path<UserId>,
) -> ApiResult<Json<Page<Session>>> {
    Ok(Json(sessions::of_user(&context, &principal, id).await?))
}
