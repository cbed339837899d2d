use actix_web::web::Data;
use contract::company_email::ChangeUserEmail;
use contract::ids::UserId;
use contract::users::User;
use identity::permitted::UsersWrite;
use identity::{Context, company_email};

use crate::http::{Allowed, ApiResult, Body, IfMatch, Path, Versioned};
use crate::openapi::problems;

/// Change a user's email
///
/// The user is notified at both addresses. The previous one receives a link that undoes the change within 7
/// days; all other links that were sent there no longer work. A user who has not activated the account yet
/// receives a new activation link at the new address instead, and the previous one is notified, unless the
/// user is staged.
///
/// If the caller does not also have `users:assist`, the new address gets no password reset links
/// until the user has opened the link in a verification email and signed in. An address receives
/// one such email per day and user.
#[utoipa::path(
    put,
    path = "/users/{id}/email",
    tag = "Users",
    operation_id = "changeUserEmail",
    params(("id" = UserId, Path, description = "The user")),
    responses(
        problems::NotFound,
        problems::Taken,
    ),
)]
pub async fn change_email(
    Allowed(principal): Allowed<UsersWrite>,
    context: Data<Context>,
    Path(id): Path<UserId>,
    IfMatch(version): IfMatch,
    Body(body): Body<ChangeUserEmail>,
) -> ApiResult<Versioned<User>> {
    let changed = company_email::change(&context, &principal, id, version, &body).await?;
    Ok(Versioned::after(&principal, changed))
}
