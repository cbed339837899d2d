use actix_web::web::{Data, Json};
use contract::users::UserCounts;
use identity::permitted::UsersRead;
use identity::{Context, users};

use crate::http::{Allowed, Answer};

/// Count users
///
/// How many users there are in each state and password status, for the filters of the list.
#[utoipa::path(
    get,
    path = "/users/counts",
    tag = "Users",
    operation_id = "countUsers",
    responses((status = 200, description = "The numbers", body = UserCounts)),
)]
pub async fn counts(
    Allowed(principal): Allowed<UsersRead>,
    context: Data<Context>,
) -> Answer<Json<UserCounts>> {
    Ok(Json(users::counts(&context, &principal).await?))
}
