use actix_web::web::Data;
use contract::factors::ExtendEnrollment;
use contract::ids::UserId;
use contract::users::User;
use identity::permitted::UsersAssist;
use identity::{Context, users};

use crate::http::{Allowed, ApiResult, Body, Path, Versioned};
use crate::openapi::problems;

/// Extend a user's MFA enrollment period
///
/// The new period runs for the given number of days from now. If the period has already ended, the
/// account is unlocked.
#[utoipa::path(
    post,
    path = "/users/{id}/extend-enrollment",
    tag = "Users",
    operation_id = "extendUserEnrollment",
    params(("id" = UserId, Path, description = "The user")),
    responses(
        problems::NotFound,
        problems::Conflict,
    ),
)]
pub async fn extend_enrollment(
    Allowed(principal): Allowed<UsersAssist>,
    context: Data<Context>,
    Path(id): Path<UserId>,
    Body(body): Body<ExtendEnrollment>,
) -> ApiResult<Versioned<User>> {
    let changed = users::extend_enrollment(&context, &principal, id, body).await?;
    Ok(Versioned::after(&principal, changed))
}
