use actix_web::web::{Data, Json};
use contract::imports::UserImport;
use contract::page::{ListQuery, Page};
use identity::permitted::UsersWrite;
use identity::{Context, imports};

use crate::http::{Allowed, ApiResult, Query};
use crate::openapi::{lists, problems};

/// List imports
///
/// The imports of the last 30 days, newest first.
#[utoipa::path(
    get,
    path = "/imports",
    tag = "Users",
    operation_id = "listImports",
    params(lists::Pages),
    responses((status = 200, description = "A page", body = Page<UserImport>), problems::InvalidQuery),
)]
pub async fn list(
    Allowed(principal): Allowed<UsersWrite>,
    context: Data<Context>,
    Query(query): Query<ListQuery>,
) -> ApiResult<Json<Page<UserImport>>> {
    Ok(Json(imports::list(&context, &principal, &query).await?))
}
