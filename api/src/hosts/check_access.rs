use actix_web::web::{Data, Json};
use contract::ids::{HostId, UserId};
use contract::resource_access::ResourceAccess;
use identity::permitted::OrganizationRead;
use identity::{Context, hosts};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// Check whether a user can sign in to a host
///
/// Says whether a host would get the user's SSH keys now, and whether it would accept the account password and an
/// application password if it reads its users from the LDAP directory. For each, says the first thing that prevents
/// it, and which actions the caller can take to fix it. Applies the same rules as a sign-in, but does not attempt
/// one: no event is recorded. Also requires `users:read` and `groups:read`.
#[utoipa::path(
    get,
    path = "/hosts/{id}/access/{user}",
    tag = "Linux hosts",
    operation_id = "checkHostAccess",
    params(
        ("id" = HostId, Path, description = "The host"),
        ("user" = UserId, Path, description = "The user"),
    ),
    responses(
        (
            status = 200,
            description = "The result",
            body = ResourceAccess,
            example = json!(contract::examples::host_access()),
        ),
        problems::NotFound,
    ),
)]
pub async fn check_access(
    Allowed(principal): Allowed<OrganizationRead>,
    context: Data<Context>,
    Path((id, user)): Path<(HostId, UserId)>,
) -> ApiResult<Json<ResourceAccess>> {
    Ok(Json(
        hosts::check_access(&context, &principal, id, user).await?,
    ))
}
