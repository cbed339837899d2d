use actix_web::HttpResponse;
use actix_web::http::header::LOCATION;
use actix_web::web::Data;
use contract::ldap_bind_users::{CreateLdapBindUser, LdapBindUserCreated};
use identity::permitted::LdapBindUsersWrite;
use identity::{Context, ldap_bind_users};

use crate::http::{Allowed, ApiResult, Body, IdempotencyKey};
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
            headers(("Location" = String, description = "The path of the bind user")),
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
) -> ApiResult<HttpResponse> {
    let created = ldap_bind_users::create(&context, &principal, &body, key.as_deref()).await?;
    let path = format!("/api/v1/ldap-bind-users/{}", created.bind_user.id);
    let mut response = HttpResponse::Created();
    Ok(response.insert_header((LOCATION, path)).json(created))
}
