use actix_web::web::Data;
use contract::ids::UserId;
use contract::users::{SendActivation, User};
use identity::permitted::UsersWrite;
use identity::{Context, users};

use crate::http::{Allowed, ApiResult, Body, Path, Versioned};
use crate::openapi::problems;

/// Send the activation email to another address
///
/// Sends a new link and voids older ones, for example while the company mailbox does not work yet. The
/// address is used once: it is named in the event, and is not stored as an address of the user. Only for
/// active users without a password.
#[utoipa::path(
    post,
    path = "/users/{id}/send-activation",
    tag = "Users",
    operation_id = "sendUserActivation",
    params(("id" = UserId, Path, description = "The user")),
    responses(
        problems::NotFound,
        problems::Conflict,
    ),
)]
pub async fn send_activation(
    Allowed(principal): Allowed<UsersWrite>,
    context: Data<Context>,
    Path(id): Path<UserId>,
    Body(body): Body<SendActivation>,
) -> ApiResult<Versioned<User>> {
    let changed = users::send_activation(&context, &principal, id, &body).await?;
    Ok(Versioned::after(&principal, changed))
}
