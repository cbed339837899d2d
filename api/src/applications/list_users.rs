use actix_web::web::{Data, Json};
use contract::applications::AssignedUser;
use contract::ids::ApplicationId;
use contract::page::{ListQuery, Page};
use identity::permitted::ApplicationsRead;
use identity::{Context, applications};

use crate::http::{Allowed, ApiResult, Path, Query};
use crate::openapi::{lists, problems};

/// List the users that an application is assigned to
///
/// Directly, not through a group. Latest assignment first. Also requires `users:read`.
#[utoipa::path(
    get,
    path = "/applications/{id}/users",
    tag = "Applications",
    operation_id = "listApplicationUsers",
    params(("id" = ApplicationId, Path, description = "The application"), lists::Pages),
    responses(
        (status = 200, description = "A page", body = Page<AssignedUser>),
        problems::NotFound,
        problems::InvalidQuery,
    ),
)]
pub async fn list_users(
    Allowed(principal): Allowed<ApplicationsRead>,
    context: Data<Context>,
    Path(id): Path<ApplicationId>,
    Query(query): Query<ListQuery>,
) -> ApiResult<Json<Page<AssignedUser>>> {
    Ok(Json(
        applications::users(&context, &principal, id, &query).await?,
    ))
}
