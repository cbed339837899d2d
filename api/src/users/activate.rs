use actix_web::web::Data;
use contract::ids::UserId;
use contract::users::User;
use identity::permitted::UsersWrite;
use identity::{Context, users};

use crate::http::{Allowed, ApiResult, Path, Versioned};
use crate::openapi::problems;

/// Activate a user
///
/// Activates a staged or suspended user. A user without a password is sent the activation email.
#[utoipa::path(
    post,
    path = "/users/{id}/activate",
    tag = "Users",
    operation_id = "activateUser",
    params(("id" = UserId, Path, description = "The user")),
    responses(
        problems::NotFound,
        problems::Conflict,
    ),
)]
pub async fn activate(
    Allowed(principal): Allowed<UsersWrite>,
    context: Data<Context>,
    Path(id): Path<UserId>,
) -> ApiResult<Versioned<User>> {
    let changed = users::activate(&context, &principal, id).await?;
    Ok(Versioned::after(&principal, changed))
}
