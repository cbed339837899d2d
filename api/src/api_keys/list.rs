use actix_web::web::{Data, Json};
use contract::api_keys::ApiKey;
use contract::filter::{ApiKeyFilter, ListFilter};
use contract::page::{ListQuery, Page};
use identity::permitted::ApiKeysList;
use identity::{Context, api_keys};

use crate::http::{Allowed, ApiResult, Query};
use crate::openapi::{lists, problems};

/// List API keys
#[utoipa::path(
    get,
    path = "/api-keys",
    tag = "API keys",
    operation_id = "listApiKeys",
    description = description(),
    params(lists::FilteredPages),
    responses((status = 200, description = "A page", body = Page<ApiKey>), problems::InvalidQuery),
)]
pub async fn list(
    Allowed(principal): Allowed<ApiKeysList>,
    context: Data<Context>,
    Query(query): Query<ListQuery>,
) -> ApiResult<Json<Page<ApiKey>>> {
    Ok(Json(api_keys::list(&context, &principal, &query).await?))
}

fn description() -> String {
    let filters = ApiKeyFilter::DESCRIPTION;
    format!("Newest first, without their secrets. {filters}")
}
