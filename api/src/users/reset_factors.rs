use actix_web::web::Data;
use contract::ids::UserId;
use contract::users::User;
use identity::permitted::UsersAssist;
use identity::{Context, users};

use crate::http::{Allowed, ApiResult, Path, Versioned};
use crate::openapi::problems;

/// Reset a user's MFA
///
/// Removes all factors and recovery codes and ends every session. If MFA is required, a new
/// enrollment period begins.
#[utoipa::path(
    post,
    path = "/users/{id}/reset-factors",
    tag = "Users",
    operation_id = "resetUserFactors",
    params(("id" = UserId, Path, description = "The user")),
    responses(
        problems::NotFound,
        problems::Conflict,
    ),
)]
pub async fn reset_factors(
    Allowed(principal): Allowed<UsersAssist>,
    context: Data<Context>,
    Path(id): Path<UserId>,
) -> ApiResult<Versioned<User>> {
    let changed = users::reset_factors(&context, &principal, id).await?;
    Ok(Versioned::after(&principal, changed))
}
