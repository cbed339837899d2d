use actix_web::web::Data;
use contract::ids::UserId;
use contract::recovery_email::SetRecoveryEmail;
use contract::users::User;
use identity::permitted::UsersWrite;
use identity::{Context, recovery_email};

use crate::http::{Allowed, ApiResult, Body, Path, Versioned};
use crate::openapi::problems;

/// Set a user's recovery email
///
/// Sends a verification email to the address. Nothing else is sent there until the user has opened its link,
/// which works for a day, and signed in. An address gets one such email per day and user. The previous
/// address and its links no longer work; if it was verified, the user is notified there and at the company
/// email.
#[utoipa::path(
    put,
    path = "/users/{id}/recovery-email",
    tag = "Users",
    operation_id = "setUserRecoveryEmail",
    params(("id" = UserId, Path, description = "The user")),
    responses(
        problems::NotFound,
        problems::Conflict,
    ),
)]
pub async fn set_recovery_email(
    Allowed(principal): Allowed<UsersWrite>,
    context: Data<Context>,
    Path(id): Path<UserId>,
    Body(body): Body<SetRecoveryEmail>,
) -> ApiResult<Versioned<User>> {
    let changed = recovery_email::set_of_user(&context, &principal, id, &body).await?;
    Ok(Versioned::after(&principal, changed))
}
