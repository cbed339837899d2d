use actix_web::web::{Data, Json};
use contract::page::CountQuery;
use contract::users::UserCounts;
use identity::permitted::UsersRead;
use identity::{Context, users};

use crate::http::{Allowed, ApiResult, Query};
use crate::openapi::problems;

/// Count users
///
/// The number of users in each state and with each password status and MFA status. Each number is
/// counted up to 10,000; 10001 means "more than 10,000". `total=exact` returns exact numbers.
#[utoipa::path(
    get,
    path = "/users/counts",
    tag = "Users",
    operation_id = "countUsers",
    params(CountQuery),
    responses(
        (status = 200, description = "The counts", body = UserCounts),
        problems::InvalidQuery,
    ),
)]
pub async fn counts(
    Allowed(principal): Allowed<UsersRead>,
    context: Data<Context>,
    Query(query): Query<CountQuery>,
) -> ApiResult<Json<UserCounts>> {
    Ok(Json(users::counts(&context, &principal, query).await?))
}
