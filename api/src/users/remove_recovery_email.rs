//! `DELETE /api/v1/users/{id}/recovery-email`.

use actix_web::delete;
use actix_web::web::Data;
use contract::ids::UserId;
use contract::users::User;
use identity::permitted::UsersWrite;
use identity::{Context, recovery_email};

use crate::http::{Allowed, Answer, Path, Versioned};
use crate::openapi::problems;

/// Remove a user's recovery email
///
/// Links that were mailed there open nothing any more.
#[utoipa::path(
    tag = "Users",
    operation_id = "removeUserRecoveryEmail",
    params(("id" = UserId, Path, description = "The user")),
    responses(
        (
            status = 200,
            description = "The user as it is now",
            body = User,
            headers(("ETag" = String, description = "The version, for `If-Match`")),
        ),
        problems::NotFound,
        problems::Conflict,
    ),
    security(("administrator" = ["users:write"])),
)]
#[delete("/users/{id}/recovery-email")]
pub async fn remove_recovery_email(
    Allowed(principal): Allowed<UsersWrite>,
    context: Data<Context>,
    Path(id): Path<UserId>,
) -> Answer<Versioned<User>> {
    Ok(Versioned::ok(
        recovery_email::remove(&context, &principal, id).await?,
    ))
}
