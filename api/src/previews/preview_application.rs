use actix_web::web::{Data, Json};
use contract::applications::PreviewApplication;
use contract::ids::ApplicationId;
use contract::previews::PolicyPreview;
use identity::permitted::ApplicationsPreview;
use identity::{Context, previews};

use crate::http::{Allowed, ApiResult, Body, Path};
use crate::openapi::problems;

/// Preview a change of an application
///
/// Takes the body that would update the application, and groups and users that it would be assigned to or
/// removed from, and counts what that would do to the users: who could no longer open it, who would be
/// asked for MFA, who would have to set it up first. Each user is evaluated with the same checks as when
/// the application opens, before and after the change. Nothing is changed, and no step-up authentication
/// is required.
///
/// A user can have several outcomes. What a session has proved is not considered: a user counts as asked
/// for MFA even if the current session has it already. Users who cannot sign in now because of a lock or
/// an expired or missing password count as if they could; staged and suspended users have no outcomes.
///
/// Also requires `users:read`, and `groups:read` if groups are named. An organization can run two previews
/// at the same time.
#[utoipa::path(
    post,
    path = "/applications/{id}/access-preview",
    tag = "Applications",
    operation_id = "previewApplication",
    params(("id" = ApplicationId, Path, description = "The application")),
    responses(
        (status = 200, description = "The outcomes", body = PolicyPreview),
        problems::NotFound,
    ),
)]
pub async fn preview_application(
    Allowed(principal): Allowed<ApplicationsPreview>,
    context: Data<Context>,
    Path(id): Path<ApplicationId>,
    Body(body): Body<PreviewApplication>,
) -> ApiResult<Json<PolicyPreview>> {
    Ok(Json(
        previews::preview_application(&context, &principal, id, &body).await?,
    ))
}
