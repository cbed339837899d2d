use actix_web::web::Data;
use contract::users::{CreateUser, User};
use identity::permitted::UsersWrite;
use identity::{Context, users};

use crate::http::{Allowed, Answer, Body, IdempotencyKey, Versioned};
use crate::openapi::problems;

/// Create a user
///
/// Email and username are needed, everything else may follow. With `state: active` an activation
/// mail is sent at once; without it the user waits as `staged` and nothing is mailed.
#[utoipa::path(
    post,
    path = "/users",
    tag = "Users",
    operation_id = "createUser",
    responses(
        (status = 201, description = "The new user"),
        problems::InvalidFields,
        problems::Taken,
        problems::NotFound,
    ),
)]
pub async fn create(
    Allowed(principal): Allowed<UsersWrite>,
    context: Data<Context>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<CreateUser>,
) -> Answer<Versioned<User>> {
    let user = users::create(&context, &principal, &body, key.as_deref()).await?;
    Ok(Versioned::created(user))
}
