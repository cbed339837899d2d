//! `GET /api/v1/users/{id}`.

use actix_web::get;
use actix_web::web::Data;
use contract::ids::UserId;
use contract::users::User;
use identity::permitted::UsersRead;
use identity::{Context, users};

use crate::http::{Allowed, Answer, Path, Versioned};
use crate::openapi::problems;

/// Show a user
#[utoipa::path(
    tag = "Users",
    operation_id = "getUser",
    params(("id" = UserId, Path, description = "The user")),
    responses(
        (
            status = 200,
            description = "The user",
            body = User,
            headers(("ETag" = String, description = "The version, for `If-Match`")),
        ),
        problems::NotFound,
    ),
    security(("administrator" = ["users:read"])),
)]
#[get("/users/{id}")]
pub async fn get(
    Allowed(principal): Allowed<UsersRead>,
    context: Data<Context>,
    Path(id): Path<UserId>,
) -> Answer<Versioned<User>> {
    Ok(Versioned::ok(users::get(&context, &principal, id).await?))
}
