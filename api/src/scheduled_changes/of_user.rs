use actix_web::web::{Data, Json};
use contract::ids::UserId;
use contract::page::Page;
use contract::scheduled_changes::ScheduledChange;
use identity::permitted::UsersRead;
use identity::{Context, scheduled_changes};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// List a user's scheduled changes
///
/// The next one first: at most one activation and one suspension.
#[utoipa::path(
    get,
    path = "/users/{id}/scheduled-changes",
    tag = "Users",
    operation_id = "listScheduledUserChanges",
    params(("id" = UserId, Path, description = "The user")),
    responses(
        (status = 200, description = "The changes", body = Page<ScheduledChange>),
        problems::NotFound,
    ),
)]
pub async fn of_user(
    Allowed(principal): Allowed<UsersRead>,
    context: Data<Context>,
    Path(id): Path<UserId>,
) -> ApiResult<Json<Page<ScheduledChange>>> {
    Ok(Json(
        scheduled_changes::of_user(&context, &principal, id).await?,
    ))
}
