use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::ids::ImportId;
use identity::permitted::UsersWrite;
use identity::{Context, imports};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// Delete an import
///
/// Deletes the file and its result immediately, for example if the wrong file was uploaded. The
/// imported users stay. Stop a dry run or a run first.
#[utoipa::path(
    delete,
    path = "/imports/{id}",
    tag = "Users",
    operation_id = "deleteImport",
    params(("id" = ImportId, Path, description = "The import")),
    responses(
        (status = 204, description = "Deleted"),
        problems::NotFound,
        problems::Conflict,
    ),
)]
pub async fn delete(
    Allowed(principal): Allowed<UsersWrite>,
    context: Data<Context>,
    Path(id): Path<ImportId>,
) -> ApiResult<HttpResponse> {
    imports::delete(&context, &principal, id).await?;
    Ok(HttpResponse::NoContent().finish())
}
