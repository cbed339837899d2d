use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::ids::{ApplicationId, UserId};
use identity::permitted::ApplicationsWrite;
use identity::{Context, applications};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// Assign an application to a user
///
/// The user can be in any state. If it is already assigned, nothing happens.
#[utoipa::path(
    put,
    path = "/applications/{id}/users/{user}",
    tag = "Applications",
    operation_id = "assignApplicationToUser",
    params(
        ("id" = ApplicationId, Path, description = "The application"),
        ("user" = UserId, Path, description = "The user"),
    ),
    responses((status = 204, description = "Assigned"), problems::NotFound),
)]
pub async fn assign_user(
    Allowed(principal): Allowed<ApplicationsWrite>,
    context: Data<Context>,
    Path((id, user)): Path<(ApplicationId, UserId)>,
) -> ApiResult<HttpResponse> {
    applications::assign_user(&context, &principal, id, user).await?;
    Ok(HttpResponse::NoContent().finish())
}
