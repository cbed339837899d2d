use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::ids::{ApplicationId, UserId};
use identity::permitted::ApplicationsWrite;
use identity::{Context, applications};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// Remove an application from a user
///
/// Ends its sessions of the user, unless it is also assigned to one of their groups or open to everyone. If it is
/// not assigned, nothing happens.
#[utoipa::path(
    delete,
    path = "/applications/{id}/users/{user}",
    tag = "Applications",
    operation_id = "unassignApplicationFromUser",
    params(
        ("id" = ApplicationId, Path, description = "The application"),
        ("user" = UserId, Path, description = "The user"),
    ),
    responses((status = 204, description = "Not assigned"), problems::NotFound),
)]
pub async fn unassign_user(
    Allowed(principal): Allowed<ApplicationsWrite>,
    context: Data<Context>,
    Path((id, user)): Path<(ApplicationId, UserId)>,
) -> ApiResult<HttpResponse> {
    applications::unassign_user(&context, &principal, id, user).await?;
    Ok(HttpResponse::NoContent().finish())
}
