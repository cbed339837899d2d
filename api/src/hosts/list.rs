use actix_web::web::{Data, Json};
use contract::hosts::Host;
use contract::page::{ListQuery, Page};
use identity::permitted::OrganizationRead;
use identity::{Context, hosts};

use crate::http::{Allowed, ApiResult, Query};
use crate::openapi::{lists, problems};

/// List hosts
///
/// Newest first, without their keys.
#[utoipa::path(
    get,
    path = "/hosts",
    tag = "Linux hosts",
    operation_id = "listHosts",
    params(lists::Pages),
    responses(
        (status = 200, description = "A page", body = Page<Host>),
        problems::InvalidQuery,
    ),
)]
pub async fn list(
    Allowed(principal): Allowed<OrganizationRead>,
    context: Data<Context>,
    Query(query): Query<ListQuery>,
) -> ApiResult<Json<Page<Host>>> {
    Ok(Json(hosts::list(&context, &principal, &query).await?))
}
