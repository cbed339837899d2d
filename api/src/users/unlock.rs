use actix_web::web::Data;
use contract::ids::UserId;
use contract::users::User;
use identity::permitted::UsersAssist;
use identity::{Context, users};

use crate::http::{Allowed, ApiResult, Path, Versioned};
use crate::openapi::problems;

/// Unlock a user
///
/// Ends the lock and resets the count of failed attempts. An expired password stays expired. A
/// lock by an administrator also requires `users:write`.
#[utoipa::path(
    post,
    path = "/users/{id}/unlock",
    tag = "Users",
    operation_id = "unlockUser",
    params(("id" = UserId, Path, description = "The user")),
    responses(
        problems::NotFound,
        problems::Conflict,
    ),
)]
pub async fn unlock(
    Allowed(principal): Allowed<UsersAssist>,
    context: Data<Context>,
    Path(id): Path<UserId>,
) -> ApiResult<Versioned<User>> {
    let changed = users::unlock(&context, &principal, id).await?;
    Ok(Versioned::after(&principal, changed))
}
