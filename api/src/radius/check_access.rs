use actix_web::web::{Data, Json};
use contract::ids::{RadiusClientId, UserId};
use contract::resource_access::ResourceAccess;
use identity::permitted::OrganizationRead;
use identity::{Context, radius};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// Check whether a user can connect through a RADIUS client
///
/// Says whether the password of the account and an application password would be accepted now, the first thing that
/// prevents it, and which actions the caller can take to fix it. Applies the same rules as a connection, but does not
/// attempt one: no event is recorded. Also requires `users:read` and `groups:read`.
#[utoipa::path(
    get,
    path = "/radius-clients/{id}/access/{user}",
    tag = "Network access",
    operation_id = "checkNetworkAccess",
    params(
        ("id" = RadiusClientId, Path, description = "The RADIUS client"),
        ("user" = UserId, Path, description = "The user"),
    ),
    responses(
        (status = 200, description = "The result", body = ResourceAccess),
        problems::NotFound,
    ),
)]
pub async fn check_access(
    Allowed(principal): Allowed<OrganizationRead>,
    context: Data<Context>,
    Path((id, user)): Path<(RadiusClientId, UserId)>,
) -> ApiResult<Json<ResourceAccess>> {
    Ok(Json(
        radius::check_access(&context, &principal, id, user).await?,
    ))
}
