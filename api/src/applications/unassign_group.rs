use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::ids::{ApplicationId, GroupId};
use identity::permitted::ApplicationsWrite;
use identity::{Context, applications};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// Remove an application from a group
///
/// Ends its sessions for users who may no longer open it. If it is not assigned, nothing happens.
#[utoipa::path(
    delete,
    path = "/applications/{id}/groups/{group}",
    tag = "Applications",
    operation_id = "unassignApplicationFromGroup",
    params(
        ("id" = ApplicationId, Path, description = "The application"),
        ("group" = GroupId, Path, description = "The group"),
    ),
    responses((status = 204, description = "Not assigned"), problems::NotFound),
)]
pub async fn unassign_group(
    Allowed(principal): Allowed<ApplicationsWrite>,
    context: Data<Context>,
    Path((id, group)): Path<(ApplicationId, GroupId)>,
) -> ApiResult<HttpResponse> {
    applications::unassign_group(&context, &principal, id, group).await?;
    Ok(HttpResponse::NoContent().finish())
}
