use actix_web::web::Data;
use contract::ids::UserId;
use contract::users::User;
use identity::permitted::UsersWrite;
use identity::{Context, recovery_email};

use crate::http::{Allowed, ApiResult, Path, Versioned};
use crate::openapi::problems;

/// Remove a user's recovery email
///
/// Links sent to that address stop working. If the address was verified, the user is notified there and
/// at the company email.
#[utoipa::path(
    delete,
    path = "/users/{id}/recovery-email",
    tag = "Users",
    operation_id = "removeUserRecoveryEmail",
    params(("id" = UserId, Path, description = "The user")),
    responses(
        problems::NotFound,
        problems::Conflict,
    ),
)]
pub async fn remove_recovery_email(
    Allowed(principal): Allowed<UsersWrite>,
    context: Data<Context>,
    Path(id): Path<UserId>,
) -> ApiResult<Versioned<User>> {
    let changed = recovery_email::remove_of_user(&context, &principal, id).await?;
    Ok(Versioned::after(&principal, changed))
}
