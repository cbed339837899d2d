use actix_web::web::{Data, Json};
use contract::events::Event;
use contract::ids::UserId;
use contract::page::{ListQuery, Page};
use identity::permitted::UsersRead;
use identity::{Context, users};

use crate::http::{Allowed, ApiResult, Path, Query};
use crate::openapi::{lists, problems};

/// List a user's activity
///
/// Actions by the user and on the user, newest first.
#[utoipa::path(
    get,
    path = "/users/{id}/activity",
    tag = "Users",
    operation_id = "listUserActivity",
    params(("id" = UserId, Path, description = "The user"), lists::Pages),
    responses(
        (status = 200, description = "A page", body = Page<Event>),
        problems::NotFound,
        problems::InvalidQuery,
    ),
)]
pub async fn activity(
    Allowed(principal): Allowed<UsersRead>,
    context: Data<Context>,
    Path(id): Path<UserId>,
    Query(query): Query<ListQuery>,
) -> ApiResult<Json<Page<Event>>> {
    Ok(Json(
        users::activity(&context, &principal, id, &query).await?,
    ))
}
