use actix_web::web::{Data, Json};
use contract::ids::UserId;
use contract::sessions::SessionsEnded;
use identity::permitted::UsersAssist;
use identity::{Context, sessions};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// End all of a user's sessions
///
/// All known browsers of the account are forgotten.
#[utoipa::path(
    delete,
    path = "/users/{id}/sessions",
    tag = "Users",
    operation_id = "endUserSessions",
    params(("id" = UserId, Path, description = "The user")),
    responses(
        (status = 200, description = "The number of sessions ended", body = SessionsEnded),
        problems::NotFound,
    ),
)]
pub async fn end_sessions(
    Allowed(principal): Allowed<UsersAssist>,
    context: Data<Context>,
    Path(id): Path<UserId>,
) -> ApiResult<Json<SessionsEnded>> {
    Ok(Json(
        sessions::end_all_of_user(&context, &principal, id).await?,
    ))
}
