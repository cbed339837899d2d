use actix_web::web::{Data, Json};
use contract::ldap_bind_users::LdapBindUser;
use contract::page::{ListQuery, Page};
use identity::permitted::LdapBindUsersRead;
use identity::{Context, ldap_bind_users};

use crate::http::{Allowed, ApiResult, Query};
use crate::openapi::{lists, problems};

/// List bind users
///
/// Newest first, without their passwords.
#[utoipa::path(
    get,
    path = "/ldap-bind-users",
    tag = "LDAP",
    operation_id = "listLdapBindUsers",
    params(lists::Pages),
    responses(
        (status = 200, description = "A page", body = Page<LdapBindUser>),
        problems::InvalidQuery,
    ),
)]
pub async fn list(
    Allowed(principal): Allowed<LdapBindUsersRead>,
    context: Data<Context>,
    Query(query): Query<ListQuery>,
) -> ApiResult<Json<Page<LdapBindUser>>> {
    Ok(Json(
        ldap_bind_users::list(&context, &principal, &query).await?,
    ))
}
