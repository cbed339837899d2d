use actix_web::web::{Data, Json};
use contract::ids::ImportId;
use contract::imports::UserImport;
use identity::permitted::UsersWrite;
use identity::{Context, imports};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// Begin the dry run
///
/// Evaluates each row in the same way as the run, and changes no user. It continues after the response.
/// Afterwards, the state is `checked`, and the rows have outcomes.
#[utoipa::path(
    post,
    path = "/imports/{id}/check",
    tag = "Users",
    operation_id = "checkImport",
    params(("id" = ImportId, Path, description = "The import")),
    responses(
        (status = 200, description = "The import", body = UserImport),
        problems::NotFound,
        problems::Conflict,
        problems::InvalidFields,
    ),
)]
pub async fn check_import(
    Allowed(principal): Allowed<UsersWrite>,
    context: Data<Context>,
    Path(id): Path<ImportId>,
) -> ApiResult<Json<UserImport>> {
    Ok(Json(imports::check(&context, &principal, id).await?))
}
