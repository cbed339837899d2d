//! `PATCH /api/v1/users/{id}`.

use actix_web::patch;
use actix_web::web::Data;
use contract::ids::UserId;
use contract::users::{UpdateUser, User};
use identity::permitted::UsersWrite;
use identity::{Context, users};

use crate::http::{Allowed, Answer, Body, IfMatch, Path, Versioned};
use crate::openapi::problems;

/// Change a user
///
/// A JSON merge patch (RFC 7396): a field left out stays, a profile field set to `null` is
/// cleared. `If-Match` says which version the change is meant for.
#[utoipa::path(
    tag = "Users",
    operation_id = "updateUser",
    request_body = UpdateUser,
    params(("id" = UserId, Path, description = "The user"), IfMatch),
    responses(
        (
            status = 200,
            description = "The user as it is now",
            body = User,
            headers(("ETag" = String, description = "The version, for `If-Match`")),
        ),
        problems::NotFound,
        problems::InvalidFields,
        problems::TakenName,
        problems::StaleVersion,
    ),
    security(("administrator" = ["users:write"])),
)]
#[patch("/users/{id}")]
pub async fn update(
    Allowed(principal): Allowed<UsersWrite>,
    context: Data<Context>,
    Path(id): Path<UserId>,
    IfMatch(version): IfMatch,
    Body(body): Body<UpdateUser>,
) -> Answer<Versioned<User>> {
    Ok(Versioned::ok(
        users::update(&context, &principal, id, version, body).await?,
    ))
}
