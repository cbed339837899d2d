//! `POST /api/v1/users/{id}/resend-activation`.

use actix_web::post;
use actix_web::web::Data;
use contract::ids::UserId;
use contract::users::User;
use identity::permitted::UsersAssist;
use identity::{Context, users};

use crate::http::{Allowed, Answer, Path, Versioned};
use crate::openapi::problems;

/// Resend the activation mail
///
/// A new link is mailed; the older ones are void. For active users without a password.
#[utoipa::path(
    tag = "Users",
    operation_id = "resendUserActivation",
    params(("id" = UserId, Path, description = "The user")),
    responses(
        (
            status = 200,
            description = "The user as it is now",
            body = User,
            headers(("ETag" = String, description = "The version, for `If-Match`")),
        ),
        problems::NotFound,
        problems::Conflict,
    ),
    security(("administrator" = ["users:assist"])),
)]
#[post("/users/{id}/resend-activation")]
pub async fn resend_activation(
    Allowed(principal): Allowed<UsersAssist>,
    context: Data<Context>,
    Path(id): Path<UserId>,
) -> Answer<Versioned<User>> {
    Ok(Versioned::ok(
        users::resend_activation(&context, &principal, id).await?,
    ))
}
