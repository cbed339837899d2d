use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::ids::UserId;
use identity::permitted::UsersWrite;
use identity::{Context, users};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// Delete a user
///
/// Removes the user and all of their data immediately. Their events are kept.
#[utoipa::path(
    delete,
    path = "/users/{id}",
    tag = "Users",
    operation_id = "deleteUser",
    params(("id" = UserId, Path, description = "The user")),
    responses((status = 204, description = "Deleted"), problems::NotFound),
)]
pub async fn delete(
    Allowed(principal): Allowed<UsersWrite>,
    context: Data<Context>,
    Path(id): Path<UserId>,
) -> ApiResult<HttpResponse> {
    users::delete(&context, &principal, id).await?;
    Ok(HttpResponse::NoContent().finish())
}
