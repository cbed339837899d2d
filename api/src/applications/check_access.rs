use actix_web::web::{Data, Json};
use contract::applications::AccessCheck;
use contract::ids::{ApplicationId, UserId};
use identity::permitted::ApplicationsRead;
use identity::{Context, applications};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// Check whether a user may open an application
///
/// Evaluates the same checks as opening it, without opening it, and returns the result of each. The user's
/// session is not considered: `freshness` says what a session without any verified factor requires. Also
/// requires `users:read`.
#[utoipa::path(
    get,
    path = "/applications/{id}/access/{user}",
    tag = "Applications",
    operation_id = "checkApplicationAccess",
    params(
        ("id" = ApplicationId, Path, description = "The application"),
        ("user" = UserId, Path, description = "The user"),
    ),
    responses(
        (status = 200, description = "The result", body = AccessCheck),
        problems::NotFound,
    ),
)]
pub async fn check_access(
    Allowed(principal): Allowed<ApplicationsRead>,
    context: Data<Context>,
    Path((id, user)): Path<(ApplicationId, UserId)>,
) -> ApiResult<Json<AccessCheck>> {
    Ok(Json(
        applications::check_access(&context, &principal, id, user).await?,
    ))
}
