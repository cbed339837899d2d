//! `POST /api/v1/users/{id}/unlock`.

use actix_web::post;
use actix_web::web::Data;
use contract::ids::UserId;
use contract::users::User;
use identity::permitted::UsersAssist;
use identity::{Context, users};

use crate::http::{Allowed, Answer, Path, Versioned};
use crate::openapi::problems;

/// Unlock a user
///
/// Ends the lock and clears the failed attempts. An expired password stays expired.
#[utoipa::path(
    tag = "Users",
    operation_id = "unlockUser",
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
    security(("administrator" = ["users:assist"])),
)]
#[post("/users/{id}/unlock")]
pub async fn unlock(
    Allowed(principal): Allowed<UsersAssist>,
    context: Data<Context>,
    Path(id): Path<UserId>,
) -> Answer<Versioned<User>> {
    Ok(Versioned::ok(
        users::unlock(&context, &principal, id).await?,
    ))
}
