use actix_web::web::{Data, Json};
use contract::filter::{ListFilter, UserFilter};
use contract::page::{ListQuery, Page};
use contract::users::User;
use identity::permitted::UsersRead;
use identity::{Context, users};

use crate::http::{Allowed, ApiResult, Query};
use crate::openapi::{lists, problems};

/// List users
#[utoipa::path(
    get,
    path = "/users",
    tag = "Users",
    operation_id = "listUsers",
    description = description(),
    params(lists::SearchedPages),
    responses((status = 200, description = "A page", body = Page<User>), problems::InvalidQuery),
)]
pub async fn list(
    Allowed(principal): Allowed<UsersRead>,
    context: Data<Context>,
    Query(query): Query<ListQuery>,
) -> ApiResult<Json<Page<User>>> {
    Ok(Json(users::list(&context, &principal, &query).await?))
}

fn description() -> String {
    let filters = UserFilter::DESCRIPTION;
    format!(
        "A page of the organization's users. Sorts: `name`, `email`, `username`, \
         `department`, `employeeType`, `manager`, `employeeNumber`, `createdAt`, `updatedAt`, \
         `lastSignInAt`. \
         {filters}"
    )
}
