use actix_web::web::Data;
use contract::ids::UserId;
use contract::scheduled_changes::{ScheduleChange, ScheduledChange};
use identity::permitted::UsersWrite;
use identity::{Context, scheduled_changes};

use crate::http::{Allowed, ApiResult, Body, Created, Path};
use crate::openapi::problems;

/// Schedule an activation or suspension
///
/// It is performed within a minute after its time, as `POST /users/{id}/activate` or
/// `POST /users/{id}/suspend` would do it, and is recorded as an action of the caller. Administrators with
/// `users:write` get an email a day before, or as soon as it is scheduled for an earlier time.
///
/// A user has at most one activation and one suspension scheduled. If the user is already in that state
/// when it is due, or if the administrator who scheduled it no longer has the permission, it is not
/// performed: the event `user.scheduled_change_failed` and an email say so. If the administrator is
/// gone, it is performed.
#[utoipa::path(
    post,
    path = "/users/{id}/scheduled-changes",
    tag = "Users",
    operation_id = "scheduleUserChange",
    params(("id" = UserId, Path, description = "The user")),
    responses(
        (status = 201, description = "It is scheduled", body = ScheduledChange),
        problems::NotFound,
        problems::Conflict,
    ),
)]
pub async fn schedule(
    Allowed(principal): Allowed<UsersWrite>,
    context: Data<Context>,
    Path(id): Path<UserId>,
    Body(body): Body<ScheduleChange>,
) -> ApiResult<Created<ScheduledChange>> {
    let scheduled = scheduled_changes::schedule(&context, &principal, id, &body).await?;
    let path = format!("/api/v1/users/{id}/scheduled-changes/{}", scheduled.id);
    Ok(Created::at(path, scheduled))
}
