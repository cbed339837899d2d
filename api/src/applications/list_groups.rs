use actix_web::web::{Data, Json};
use contract::applications::AssignedGroup;
use contract::ids::ApplicationId;
use contract::page::{ListQuery, Page};
use identity::permitted::ApplicationsRead;
use identity::{Context, applications};

use crate::http::{Allowed, ApiResult, Path, Query};
use crate::openapi::{lists, problems};

/// List the groups that an application is assigned to
///
/// Latest assignment first.
#[utoipa::path(
    get,
    path = "/applications/{id}/groups",
    tag = "Applications",
    operation_id = "listApplicationGroups",
    params(("id" = ApplicationId, Path, description = "The application"), lists::Pages),
    responses(
        (status = 200, description = "A page", body = Page<AssignedGroup>),
        problems::NotFound,
        problems::InvalidQuery,
    ),
)]
pub async fn list_groups(
    Allowed(principal): Allowed<ApplicationsRead>,
    context: Data<Context>,
    Path(id): Path<ApplicationId>,
    Query(query): Query<ListQuery>,
) -> ApiResult<Json<Page<AssignedGroup>>> {
    Ok(Json(
        applications::groups(&context, &principal, id, &query).await?,
    ))
}
