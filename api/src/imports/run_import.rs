use actix_web::web::{Data, Json};
use contract::ids::ImportId;
use contract::imports::UserImport;
use identity::permitted::UsersWrite;
use identity::{Context, imports};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// Begin or resume the run
///
/// Creates and changes users. It continues after the response, on any server, and each row has an
/// effect exactly once. A run without a dry run before it is possible: rows with problems are skipped
/// in both.
///
/// If the administrator or API key that began the run loses the permission or access, it stops before its
/// next row, and `stopReason` says why.
#[utoipa::path(
    post,
    path = "/imports/{id}/run",
    tag = "Users",
    operation_id = "runImport",
    params(("id" = ImportId, Path, description = "The import")),
    responses(
        (status = 200, description = "The import", body = UserImport),
        problems::NotFound,
        problems::Conflict,
        problems::InvalidFields,
    ),
)]
pub async fn run_import(
    Allowed(principal): Allowed<UsersWrite>,
    context: Data<Context>,
    Path(id): Path<ImportId>,
) -> ApiResult<Json<UserImport>> {
    Ok(Json(imports::begin(&context, &principal, id).await?))
}
