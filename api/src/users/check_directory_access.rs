use actix_web::web::{Data, Json};
use contract::ids::UserId;
use contract::resource_access::ResourceAccess;
use identity::permitted::UsersRead;
use identity::{Context, directory};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// Check whether a user can authenticate with the LDAP directory
///
/// Says whether the password of the account and an application password for a device or program would be accepted
/// now, the first thing that prevents it, and which actions the caller can take to fix it. Applies the same rules as
/// a bind, but does not attempt one: no event is recorded. Also requires `organization:read`.
#[utoipa::path(
    get,
    path = "/users/{id}/directory-access",
    tag = "Users",
    operation_id = "checkDirectoryAccess",
    params(("id" = UserId, Path, description = "The user")),
    responses(
        (status = 200, description = "The result", body = ResourceAccess),
        problems::NotFound,
    ),
)]
pub async fn check_directory_access(
    Allowed(principal): Allowed<UsersRead>,
    context: Data<Context>,
    Path(id): Path<UserId>,
) -> ApiResult<Json<ResourceAccess>> {
    Ok(Json(
        directory::check_access(&context, &principal, id).await?,
    ))
}
