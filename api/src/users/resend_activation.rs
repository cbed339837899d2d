use actix_web::web::Data;
use contract::ids::UserId;
use contract::users::User;
use identity::permitted::UsersAssist;
use identity::{Context, users};

use crate::http::{Allowed, ApiResult, Path, Versioned};
use crate::openapi::problems;

/// Resend the activation email
///
/// Sends a new link and voids older ones. Only for active users without a password.
#[utoipa::path(
    post,
    path = "/users/{id}/resend-activation",
    tag = "Users",
    operation_id = "resendUserActivation",
    params(("id" = UserId, Path, description = "The user")),
    responses(
        problems::NotFound,
        problems::Conflict,
    ),
)]
pub async fn resend_activation(
    Allowed(principal): Allowed<UsersAssist>,
    context: Data<Context>,
    Path(id): Path<UserId>,
) -> ApiResult<Versioned<User>> {
    let changed = users::resend_activation(&context, &principal, id).await?;
    Ok(Versioned::after(&principal, changed))
}
