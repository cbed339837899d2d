use actix_web::web::{Data, Json};
use contract::applications::ApplicationSession;
use contract::ids::ApplicationId;
use contract::page::{ListQuery, Page};
use identity::permitted::ApplicationsRead;
use identity::{Context, applications};

use crate::http::{Allowed, ApiResult, Path, Query};
use crate::openapi::{lists, problems};

/// List the sessions of an application
///
/// Who is signed in to it, last opened first. Also requires `users:read`.
#[utoipa::path(
    get,
    path = "/applications/{id}/sessions",
    tag = "Applications",
    operation_id = "listApplicationSessions",
    params(("id" = ApplicationId, Path, description = "The application"), lists::Pages),
    responses(
        (status = 200, description = "A page", body = Page<ApplicationSession>),
        problems::NotFound,
        problems::InvalidQuery,
    ),
)]
pub async fn list_sessions(
    Allowed(principal): Allowed<ApplicationsRead>,
    context: Data<Context>,
    Path(id): Path<ApplicationId>,
    Query(query): Query<ListQuery>,
) -> ApiResult<Json<Page<ApplicationSession>>> {
    Ok(Json(
        applications::sessions(&context, &principal, id, &query).await?,
    ))
}
