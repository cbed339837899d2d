use actix_web::web::{Data, Json};
use contract::ids::ImportId;
use contract::imports::UserImport;
use identity::permitted::UsersWrite;
use identity::{Context, imports};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// Get an import
///
/// Poll it to follow a dry run or a run: `counts` says how many rows are left.
#[utoipa::path(
    get,
    path = "/imports/{id}",
    tag = "Users",
    operation_id = "getImport",
    params(("id" = ImportId, Path, description = "The import")),
    responses(
        (status = 200, description = "The import", body = UserImport),
        problems::NotFound,
    ),
)]
pub async fn get(
    Allowed(principal): Allowed<UsersWrite>,
    context: Data<Context>,
    Path(id): Path<ImportId>,
) -> ApiResult<Json<UserImport>> {
    Ok(Json(imports::get(&context, &principal, id).await?))
}
