use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::ids::{ScheduledChangeId, UserId};
use identity::permitted::UsersWrite;
use identity::{Context, scheduled_changes};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// Cancel a scheduled change
///
/// A change that was already performed is not found.
#[utoipa::path(
    delete,
    path = "/users/{id}/scheduled-changes/{change}",
    tag = "Users",
    operation_id = "cancelScheduledUserChange",
    params(
        ("id" = UserId, Path, description = "The user"),
        ("change" = ScheduledChangeId, Path, description = "The scheduled change"),
    ),
    responses(
        (status = 204, description = "It is canceled"),
        problems::NotFound,
    ),
)]
pub async fn cancel(
    Allowed(principal): Allowed<UsersWrite>,
    context: Data<Context>,
    Path((id, change)): Path<(UserId, ScheduledChangeId)>,
) -> ApiResult<HttpResponse> {
    scheduled_changes::cancel(&context, &principal, id, change).await?;
    Ok(HttpResponse::NoContent().finish())
}
