use actix_web::web::Data;
use contract::users::{CreateUser, User};
use identity::permitted::UsersWrite;
use identity::{Context, users};

use crate::http::{Allowed, ApiResult, Body, IdempotencyKey, Versioned};
use crate::openapi::problems;

/// Create a user
///
/// Email and username are required. With `state: active`, an activation email is sent immediately. By
/// default, the user is `staged` and no email is sent.
#[utoipa::path(
    post,
    path = "/users",
    tag = "Users",
    operation_id = "createUser",
    responses(
        (status = 201, description = "The new user"),
        problems::Taken,
        problems::NotFound,
    ),
)]
pub async fn create(
    Allowed(principal): Allowed<UsersWrite>,
    context: Data<Context>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<CreateUser>,
) -> ApiResult<Versioned<User>> {
    let user = users::create(&context, &principal, &body, key.as_deref()).await?;
    Ok(Versioned::created(&principal, user))
}
