//! `GET /api/v1/users/counts`.

use actix_web::get;
use actix_web::web::{Data, Json};
use contract::users::UserCounts;
use identity::permitted::UsersRead;
use identity::{Context, users};

use crate::http::{Allowed, Answer};

/// Count users
///
/// How many users there are in each state and password status, for the filters of the list.
#[utoipa::path(
    tag = "Users",
    operation_id = "countUsers",
    responses((status = 200, description = "The numbers", body = UserCounts)),
    security(("administrator" = ["users:read"])),
)]
#[get("/users/counts")]
pub async fn counts(
    Allowed(principal): Allowed<UsersRead>,
    context: Data<Context>,
) -> Answer<Json<UserCounts>> {
    Ok(Json(users::counts(&context, &principal).await?))
}
