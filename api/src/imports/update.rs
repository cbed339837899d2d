use actix_web::web::{Data, Json};
use contract::ids::ImportId;
use contract::imports::{UpdateImport, UserImport};
use identity::permitted::UsersWrite;
use identity::{Context, imports};

use crate::http::{Allowed, ApiResult, Body, Path};
use crate::openapi::problems;

/// Update an import
///
/// Changes how the file is imported, before the run. The dry run must be repeated.
#[utoipa::path(
    patch,
    path = "/imports/{id}",
    tag = "Users",
    operation_id = "updateImport",
    params(("id" = ImportId, Path, description = "The import")),
    responses(
        (status = 200, description = "The import", body = UserImport),
        problems::NotFound,
        problems::Conflict,
    ),
)]
pub async fn update(
    Allowed(principal): Allowed<UsersWrite>,
    context: Data<Context>,
    Path(id): Path<ImportId>,
    Body(body): Body<UpdateImport>,
) -> ApiResult<Json<UserImport>> {
    let changed = imports::update(&context, &principal, id, body).await?;
    Ok(Json(changed))
}
