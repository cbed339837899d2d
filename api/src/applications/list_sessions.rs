use actix_web::web::{Data, Json};
use contract::applications::ApplicationSession;
use contract::ids::ApplicationId;
use contract::page::Page;
use identity::permitted::ApplicationsRead;
use identity::{Context, applications};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// List the sessions of an application
///
/// Who is signed in to it, last opened first, at most 100. Also requires `users:read`.
#[utoipa::path(
    get,
    path = "/applications/{id}/sessions",
    tag = "Applications",
    operation_id = "listApplicationSessions",
    params(("id" = ApplicationId, Path, description = "The application")),
    responses(
        (status = 200, description = "The sessions", body = Page<ApplicationSession>),
        problems::NotFound,
    ),
)]
pub async fn list_sessions(
    Allowed(principal): Allowed<ApplicationsRead>,
    context: Data<Context>,
    Path(id): Path<ApplicationId>,
) -> ApiResult<Json<Page<ApplicationSession>>> {
    Ok(Json(
        applications::sessions(&context, &principal, id).await?,
    ))
}
