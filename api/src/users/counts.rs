use actix_web::web::{Data, Json};
use contract::users::UserCounts;
use identity::permitted::UsersRead;
use identity::{Context, users};

use crate::http::{Allowed, Answer};

/// Count users
///
/// The number of users in each state and with each password status.
#[utoipa::path(
    get,
    path = "/users/counts",
    tag = "Users",
    operation_id = "countUsers",
    responses((status = 200, description = "The counts", body = UserCounts)),
)]
pub async fn counts(
    Allowed(principal): Allowed<UsersRead>,
    context: Data<Context>,
) -> Answer<Json<UserCounts>> {
    Ok(Json(users::counts(&context, &principal).await?))
}
