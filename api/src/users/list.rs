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
    let sorts = users::sorts().iter().map(|name| format!("`{name}`"));
    let sorts = sorts.collect::<Vec<_>>().join(", ");
    format!(
        "A page of the organization's users. Sorts: {sorts}. `status` is the password status of active users and \
         the state of the others; `attributes.<name>` sorts by an attribute of the organization. Case and accents \
         are ignored, and users without a value come last in both directions. {filters}"
    )
}
