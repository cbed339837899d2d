use actix_web::web::{Data, Json};
use contract::applications::ApplicationProblem;
use contract::ids::ApplicationId;
use contract::page::Page;
use identity::permitted::ApplicationsRead;
use identity::{Context, applications};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// List the last problems of an application
///
/// What was wrong with its last requests, latest first, to help administrators connect it. The last 20
/// problems are kept.
#[utoipa::path(
    get,
    path = "/applications/{id}/problems",
    tag = "Applications",
    operation_id = "listApplicationProblems",
    params(("id" = ApplicationId, Path, description = "The application")),
    responses(
        (status = 200, description = "The problems", body = Page<ApplicationProblem>),
        problems::NotFound,
    ),
)]
pub async fn list_problems(
    Allowed(principal): Allowed<ApplicationsRead>,
    context: Data<Context>,
    Path(id): Path<ApplicationId>,
) -> ApiResult<Json<Page<ApplicationProblem>>> {
    Ok(Json(
        applications::problems(&context, &principal, id).await?,
    ))
}
