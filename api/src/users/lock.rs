use actix_web::web::Data;
use contract::ids::UserId;
use contract::users::{LockUser, User};
use identity::permitted::UsersWrite;
use identity::{Context, users};

use crate::http::{Allowed, ApiResult, Body, Path, Versioned};
use crate::openapi::problems;

/// Lock a user
///
/// Ends their sessions immediately. Nobody can sign in to the account until an administrator unlocks it. A
/// password reset does not end this lock. The user gets an email, and sees the reason after the correct
/// password. Only for active users.
#[utoipa::path(
    post,
    path = "/users/{id}/lock",
    tag = "Users",
    operation_id = "lockUser",
    params(("id" = UserId, Path, description = "The user")),
    responses(
        problems::NotFound,
        problems::Conflict,
    ),
)]
pub async fn lock(
    Allowed(principal): Allowed<UsersWrite>,
    context: Data<Context>,
    Path(id): Path<UserId>,
    Body(body): Body<LockUser>,
) -> ApiResult<Versioned<User>> {
    let changed = users::lock(&context, &principal, id, &body).await?;
    Ok(Versioned::after(&principal, changed))
}
