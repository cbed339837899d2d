use actix_web::web::Data;
use contract::ldap_bind_users::{CreateLdapBindUser, LdapBindUserCreated};
use identity::permitted::LdapBindUsersWrite;
use identity::{Context, ldap_bind_users};

use crate::http::{Allowed, ApiResult, Body, Created, IdempotencyKey};
use crate::openapi::problems;

/// Create a bind user
///
/// An application binds with it to search the LDAP directory. Its password is only ever shown in this
/// response. All owners are emailed.
///
/// A repeated request with the same `Idempotency-Key` does not create another bind user. Because the
/// password cannot be shown again, it is refused with `already-created`.
#[utoipa::path(
    post,
    path = "/ldap-bind-users",
    tag = "LDAP",
    operation_id = "createLdapBindUser",
    responses(
        (
            status = 201,
            description = "The bind user",
            body = LdapBindUserCreated,
        ),
        problems::AlreadyCreated,
        problems::Conflict,
        problems::Taken,
        problems::NotFound,
    ),
)]
pub async fn create(
    Allowed(principal): Allowed<LdapBindUsersWrite>,
    context: Data<Context>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<CreateLdapBindUser>,
) -> ApiResult<Created<LdapBindUserCreated>> {
    let created = ldap_bind_users::create(&context, &principal, &body, key.as_deref()).await?;
    let path = format!("/api/v1/ldap-bind-users/{}", created.bind_user.id);
    Ok(Created::at(path, created))
}
