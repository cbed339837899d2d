use actix_web::web::{Data, Json};
use contract::ids::ImportId;
use contract::imports::UserImport;
use identity::permitted::UsersWrite;
use identity::{Context, imports};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// Stop the run
///
/// Stops the run after the current row, so that it can be resumed, or ends the dry run. The imported
/// users stay.
#[utoipa::path(
    post,
    path = "/imports/{id}/stop",
    tag = "Users",
    operation_id = "stopImport",
    params(("id" = ImportId, Path, description = "The import")),
    responses(
        (status = 200, description = "The import", body = UserImport),
        problems::NotFound,
        problems::Conflict,
    ),
)]
pub async fn stop(
    Allowed(principal): Allowed<UsersWrite>,
    context: Data<Context>,
    Path(id): Path<ImportId>,
) -> ApiResult<Json<UserImport>> {
    Ok(Json(imports::stop(&context, &principal, id).await?))
}
