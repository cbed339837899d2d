use actix_web::web::{Data, Json};
use contract::administrators::Administrator;
use contract::filter::{AdministratorFilter, ListFilter};
use contract::page::{ListQuery, Page};
use identity::permitted::AdministratorsRead;
use identity::{Context, administrators};

use crate::http::{Allowed, ApiResult, Query};
use crate::openapi::{lists, problems};

/// List administrators
#[utoipa::path(
    get,
    path = "/administrators",
    tag = "Administrators",
    operation_id = "listAdministrators",
    description = description(),
    params(lists::SearchedPages),
    responses(
        (status = 200, description = "A page", body = Page<Administrator>),
        problems::InvalidQuery,
    ),
)]
pub async fn list(
    Allowed(principal): Allowed<AdministratorsRead>,
    context: Data<Context>,
    Query(query): Query<ListQuery>,
) -> ApiResult<Json<Page<Administrator>>> {
    Ok(Json(
        administrators::list(&context, &principal, &query).await?,
    ))
}

fn description() -> String {
    let filters = AdministratorFilter::DESCRIPTION;
    format!("Sorts: `name`, `email`, `createdAt`, `lastSignInAt`. {filters}")
}
