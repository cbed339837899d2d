use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::ids::ApplicationId;
use identity::permitted::ApplicationsWrite;
use identity::{Context, applications};

use crate::http::{Allowed, ApiResult, IfMatch, Path};
use crate::openapi::problems;

/// Delete an application
///
/// Its assignments and sessions are deleted with it. `If-Match` names the version that you decided to
/// delete; `*` deletes any.
#[utoipa::path(
    delete,
    path = "/applications/{id}",
    tag = "Applications",
    operation_id = "deleteApplication",
    params(("id" = ApplicationId, Path, description = "The application")),
    responses((status = 204, description = "Deleted"), problems::NotFound),
)]
pub async fn delete(
    Allowed(principal): Allowed<ApplicationsWrite>,
    context: Data<Context>,
    Path(id): Path<ApplicationId>,
    IfMatch(version): IfMatch,
) -> ApiResult<HttpResponse> {
    applications::delete(&context, &principal, id, version).await?;
    Ok(HttpResponse::NoContent().finish())
}
