use actix_web::web::Data;
use contract::views::{CreateView, View};
use identity::permitted::UsersRead;
use identity::{Context, views};

use crate::http::{Allowed, ApiResult, Body, IdempotencyKey, Versioned};
use crate::openapi::problems;

/// Save a view of a list
///
/// The view is the caller's own. With `users:write`, it can be shared with all administrators of the
/// organization.
#[utoipa::path(
    post,
    path = "/views",
    tag = "Views",
    operation_id = "createView",
    responses(
        (status = 201, description = "The new view"),
        problems::Conflict,
        problems::NotFound,
    ),
)]
pub async fn create(
    Allowed(principal): Allowed<UsersRead>,
    context: Data<Context>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<CreateView>,
) -> ApiResult<Versioned<View>> {
    let view = views::create(&context, &principal, &body, key.as_deref()).await?;
    Ok(Versioned::created(&principal, view))
}
