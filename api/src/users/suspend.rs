use actix_web::web::Data;
use contract::ids::UserId;
use contract::users::User;
use identity::permitted::UsersWrite;
use identity::{Context, users};

use crate::http::{Allowed, ApiResult, Path, Versioned};
use crate::openapi::problems;

/// Suspend a user
///
/// Ends their sessions immediately. The user cannot sign in until they are activated again.
#[utoipa::path(
    post,
    path = "/users/{id}/suspend",
    tag = "Users",
    operation_id = "suspendUser",
    params(("id" = UserId, Path, description = "The user")),
    responses(
        problems::NotFound,
        problems::Conflict,
    ),
)]
pub async fn suspend(
    Allowed(principal): Allowed<UsersWrite>,
    context: Data<Context>,
    Path(id): Path<UserId>,
) -> ApiResult<Versioned<User>> {
    let changed = users::suspend(&context, &principal, id).await?;
    Ok(Versioned::after(&principal, changed))
}
