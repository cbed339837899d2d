use actix_web::web::Data;
use contract::ids::UserId;
use contract::users::User;
use identity::permitted::UsersRead;
use identity::{Context, users};

use crate::http::{Allowed, ApiResult, Path, Versioned};
use crate::openapi::problems;

/// Get a user
#[utoipa::path(
    get,
    path = "/users/{id}",
    tag = "Users",
    operation_id = "getUser",
    params(("id" = UserId, Path, description = "The user")),
    responses(
        (status = 200, description = "The user"),
        problems::NotFound,
    ),
)]
pub async fn get(
    Allowed(principal): Allowed<UsersRead>,
    context: Data<Context>,
    Path(id): Path<UserId>,
) -> ApiResult<Versioned<User>> {
    Ok(Versioned::ok(users::get(&context, &principal, id).await?))
}
