//! `POST /api/v1/users/{id}/extend-enrolment`.

use actix_web::post;
use actix_web::web::Data;
use contract::factors::ExtendEnrolment;
use contract::ids::UserId;
use contract::users::User;
use identity::permitted::UsersAssist;
use identity::{Context, factors};

use crate::http::{Allowed, Answer, Body, Path, Versioned};
use crate::openapi::problems;

/// Give a user more time to enrol a factor
///
/// So many days from now, also when the enrolment period is over: that ends the lock.
#[utoipa::path(
    tag = "Users",
    operation_id = "extendUserEnrolment",
    request_body = ExtendEnrolment,
    params(("id" = UserId, Path, description = "The user")),
    responses(
        (
            status = 200,
            description = "The user as it is now",
            body = User,
            headers(("ETag" = String, description = "The version, for `If-Match`")),
        ),
        problems::InvalidFields,
        problems::NotFound,
        problems::Conflict,
    ),
    security(("administrator" = ["users:assist"])),
)]
#[post("/users/{id}/extend-enrolment")]
pub async fn extend_enrolment(
    Allowed(principal): Allowed<UsersAssist>,
    context: Data<Context>,
    Path(id): Path<UserId>,
    Body(body): Body<ExtendEnrolment>,
) -> Answer<Versioned<User>> {
    Ok(Versioned::ok(
        factors::extend_user_enrolment(&context, &principal, id, body).await?,
    ))
}
