use actix_web::web::Data;
use contract::ids::UserId;
use contract::recovery_email::SetRecoveryEmail;
use contract::users::User;
use identity::permitted::UsersWrite;
use identity::{Context, recovery_email};

use crate::http::{Allowed, Answer, Body, Path, Versioned};
use crate::openapi::problems;

/// Set a user's recovery email
///
/// The address gets a verification mail, and nothing else until the user has verified it: a
/// link of 4 hours, and a sign-in. The older address and its links are void.
#[utoipa::path(
    put,
    path = "/users/{id}/recovery-email",
    tag = "Users",
    operation_id = "setUserRecoveryEmail",
    params(("id" = UserId, Path, description = "The user")),
    responses(
        problems::InvalidFields,
        problems::NotFound,
        problems::Conflict,
    ),
)]
pub async fn set_recovery_email(
    Allowed(principal): Allowed<UsersWrite>,
    context: Data<Context>,
    Path(id): Path<UserId>,
    Body(body): Body<SetRecoveryEmail>,
) -> Answer<Versioned<User>> {
    Ok(Versioned::ok(
        recovery_email::set(&context, &principal, id, &body).await?,
    ))
}
