use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::ids::LdapBindUserId;
use identity::permitted::LdapBindUsersWrite;
use identity::{Context, ldap_bind_users};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// Revoke a bind user
///
/// It stops working immediately, even on open connections.
#[utoipa::path(
    delete,
    path = "/ldap-bind-users/{id}",
    tag = "LDAP",
    operation_id = "revokeLdapBindUser",
    params(("id" = LdapBindUserId, Path, description = "The bind user")),
    responses((status = 204, description = "Revoked"), problems::NotFound),
)]
pub async fn revoke(
    Allowed(principal): Allowed<LdapBindUsersWrite>,
    context: Data<Context>,
    Path(id): Path<LdapBindUserId>,
) -> ApiResult<HttpResponse> {
    ldap_bind_users::revoke(&context, &principal, id).await?;
    Ok(HttpResponse::NoContent().finish())
}
