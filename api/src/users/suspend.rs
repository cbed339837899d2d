//! `POST /api/v1/users/{id}/suspend`.

use actix_web::post;
use actix_web::web::Data;
use contract::ids::UserId;
use contract::users::User;
use identity::permitted::UsersWrite;
use identity::{Context, users};

use crate::http::{Allowed, Answer, Path, Versioned};
use crate::openapi::problems;

/// Suspend a user
///
/// Ends their sessions at once; they cannot sign in until they are activated again.
#[utoipa::path(
    tag = "Users",
    operation_id = "suspendUser",
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
#[post("/users/{id}/suspend")]
pub async fn suspend(
    Allowed(principal): Allowed<UsersWrite>,
    context: Data<Context>,
    Path(id): Path<UserId>,
) -> Answer<Versioned<User>> {
    Ok(Versioned::ok(
        users::suspend(&context, &principal, id).await?,
    ))
}
