//! `POST /api/v1/users/{id}/reset-factors`.

use actix_web::post;
use actix_web::web::Data;
use contract::ids::UserId;
use contract::users::User;
use identity::permitted::UsersAssist;
use identity::{Context, factors};

use crate::http::{Allowed, Answer, Path, Versioned};
use crate::openapi::problems;

/// Reset a user's second factors
///
/// Takes all factors and recovery codes away and ends every session. Where a factor is required,
/// a new enrolment period begins.
#[utoipa::path(
    tag = "Users",
    operation_id = "resetUserFactors",
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
#[post("/users/{id}/reset-factors")]
pub async fn reset_factors(
    Allowed(principal): Allowed<UsersAssist>,
    context: Data<Context>,
    Path(id): Path<UserId>,
) -> Answer<Versioned<User>> {
    Ok(Versioned::ok(
        factors::reset_user_factors(&context, &principal, id).await?,
    ))
}
