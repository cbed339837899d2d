use actix_web::web::Data;
use contract::ids::UserId;
use contract::users::{UpdateUser, User};
use identity::permitted::UsersWrite;
use identity::{Context, users};

use crate::http::{Allowed, ApiResult, Body, IfMatch, Path, Versioned};
use crate::openapi::problems;

/// Update a user
///
/// A JSON merge patch (RFC 7396): omitted fields stay unchanged, and a profile field set to `null`
/// is cleared. `If-Match` names the version that the change is based on.
#[utoipa::path(
    patch,
    path = "/users/{id}",
    tag = "Users",
    operation_id = "updateUser",
    params(("id" = UserId, Path, description = "The user")),
    responses(
        problems::NotFound,
        problems::Taken,
    ),
)]
pub async fn update(
    Allowed(principal): Allowed<UsersWrite>,
    context: Data<Context>,
    Path(id): Path<UserId>,
    IfMatch(version): IfMatch,
    Body(body): Body<UpdateUser>,
) -> ApiResult<Versioned<User>> {
    let changed = users::update(&context, &principal, id, version, body).await?;
    Ok(Versioned::after(&principal, changed))
}
