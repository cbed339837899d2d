use actix_web::web::{Data, Json};
use contract::applications::AccessCheck;
use contract::ids::{ApplicationId, UserId};
use identity::permitted::ApplicationsRead;
use identity::{Context, applications};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// Check whether a user may open an application
///
/// Asks what opening it asks, without opening it, and answers with every check. The user is not there,
/// so `freshness` says what a session that has proved nothing yet is asked for. Also requires
/// `users:read`.
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
