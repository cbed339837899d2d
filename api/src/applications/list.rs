use actix_web::web::{Data, Json};
use contract::applications::Application;
use contract::filter::{ApplicationFilter, ListFilter};
use contract::page::{ListQuery, Page};
use identity::permitted::ApplicationsRead;
use identity::{Context, applications};

use crate::http::{Allowed, ApiResult, Query};
use crate::openapi::{lists, problems};

/// List applications
#[utoipa::path(
    get,
    path = "/applications",
    tag = "Applications",
    operation_id = "listApplications",
    description = description(),
    params(lists::SearchedPages),
    responses(
        (status = 200, description = "A page", body = Page<Application>),
        problems::InvalidQuery,
    ),
)]
pub async fn list(
    Allowed(principal): Allowed<ApplicationsRead>,
    context: Data<Context>,
    Query(query): Query<ListQuery>,
) -> ApiResult<Json<Page<Application>>> {
    Ok(Json(
        applications::list(&context, &principal, &query).await?,
    ))
}

fn description() -> String {
    let filters = ApplicationFilter::DESCRIPTION;
    format!("The search matches words in names. Sorts: `name`, `createdAt`. {filters}")
}
