use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::ids::{ApplicationId, GroupId};
use identity::permitted::ApplicationsWrite;
use identity::{Context, applications};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// Assign an application to a group
///
/// Everyone in the group may then open it. If it is already assigned, nothing happens.
#[utoipa::path(
    put,
    path = "/applications/{id}/groups/{group}",
    tag = "Applications",
    operation_id = "assignApplicationToGroup",
    params(
        ("id" = ApplicationId, Path, description = "The application"),
        ("group" = GroupId, Path, description = "The group"),
    ),
    responses((status = 204, description = "Assigned"), problems::NotFound),
)]
pub async fn assign_group(
    Allowed(principal): Allowed<ApplicationsWrite>,
    context: Data<Context>,
    Path((id, group)): Path<(ApplicationId, GroupId)>,
) -> ApiResult<HttpResponse> {
    applications::assign_group(&context, &principal, id, group).await?;
    Ok(HttpResponse::NoContent().finish())
}
