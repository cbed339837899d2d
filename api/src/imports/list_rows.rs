use actix_web::web::{Data, Json};
use contract::filter::{ImportRowFilter, ListFilter};
use contract::ids::ImportId;
use contract::imports::ImportRow;
use contract::page::{ListQuery, Page};
use identity::permitted::UsersWrite;
use identity::{Context, imports};

use crate::http::{Allowed, ApiResult, Path, Query};
use crate::openapi::{lists, problems};

/// List the rows of an import
#[utoipa::path(
    get,
    path = "/imports/{id}/rows",
    tag = "Users",
    operation_id = "listImportRows",
    description = description(),
    params(("id" = ImportId, Path, description = "The import"), lists::FilteredPages),
    responses(
        (status = 200, description = "A page", body = Page<ImportRow>),
        problems::NotFound,
        problems::InvalidQuery,
    ),
)]
pub async fn list_rows(
    Allowed(principal): Allowed<UsersWrite>,
    context: Data<Context>,
    Path(id): Path<ImportId>,
    Query(query): Query<ListQuery>,
) -> ApiResult<Json<Page<ImportRow>>> {
    let rows = imports::list_rows(&context, &principal, id, &query).await?;
    Ok(Json(rows))
}

fn description() -> String {
    let filters = ImportRowFilter::DESCRIPTION;
    format!("A page of rows, in the order of the file. Also requires `users:read`. {filters}")
}
