use actix_web::web::Data;
use contract::ids::UserId;
use contract::users::User;
use identity::permitted::UsersAssist;
use identity::{Context, users};

use crate::http::{Allowed, ApiResult, Path, Versioned};
use crate::openapi::problems;

/// Expire a user's password
///
/// Ends the user's sessions and emails a reset link. The old password can only be used to set a new
/// one.
#[utoipa::path(
    post,
    path = "/users/{id}/expire-password",
    tag = "Users",
    operation_id = "expireUserPassword",
    params(("id" = UserId, Path, description = "The user")),
    responses(
        problems::NotFound,
        problems::Conflict,
    ),
)]
pub async fn expire_password(
    Allowed(principal): Allowed<UsersAssist>,
    context: Data<Context>,
    Path(id): Path<UserId>,
) -> ApiResult<Versioned<User>> {
    let changed = users::expire_password(&context, &principal, id).await?;
    Ok(Versioned::after(&principal, changed))
}
