use actix_web::web::Data;
use contract::bulk_jobs::{BulkJob, CreateBulkJob};
use identity::permitted::UsersAssistOrWrite;
use identity::{Context, bulk_jobs};

use crate::http::{Allowed, ApiResult, Body, Created, IdempotencyKey};
use crate::openapi::problems;

/// Begin a bulk job
///
/// Performs an action on any number of users, up to 100,000. It continues after the response, on any server,
/// and the action is performed for each user at most once. If one is refused, the others are still processed.
/// Poll `GET /bulk-jobs/{id}` to follow it.
///
/// The users are fixed when the job is created. `unlock`, `resend_activation`, `send_password_reset`
/// and `expire_password` require `users:assist`; `require_mfa`, `activate`, `suspend`, `delete` and
/// `update` require `users:write`, as does unlocking a user whom an administrator has locked;
/// `add_to_group` and `remove_from_group` also require `groups:write`. `matching` and `failedIn` also
/// require `users:read`, and the filter `group` also requires `groups:read`.
///
/// If the administrator or API key that began the job loses the permission or access, it stops before its
/// next user, and `stopReason` says why. An organization keeps its 50 newest jobs, for 30 days.
#[utoipa::path(
    post,
    path = "/bulk-jobs",
    tag = "Users",
    operation_id = "createBulkJob",
    responses(
        (status = 201, description = "The new job", body = BulkJob),
        problems::NotFound,
        problems::InvalidQuery,
        problems::Conflict,
    ),
)]
pub async fn create(
    Allowed(principal): Allowed<UsersAssistOrWrite>,
    context: Data<Context>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<CreateBulkJob>,
) -> ApiResult<Created<BulkJob>> {
    let job = bulk_jobs::create(&context, &principal, &body, key.as_deref()).await?;
    let path = format!("/api/v1/bulk-jobs/{}", job.value.id);
    Ok(Created::once(path, job))
}
