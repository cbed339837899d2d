use actix_web::web::{Data, Json};
use contract::page::{ListQuery, Page};
use contract::radius::RadiusClient;
use identity::permitted::OrganizationRead;
use identity::{Context, radius};

use crate::http::{Allowed, ApiResult, Query};
use crate::openapi::{lists, problems};

/// List RADIUS clients
///
/// Newest first, without their secrets.
#[utoipa::path(
    get,
    path = "/radius-clients",
    tag = "Network access",
    operation_id = "listRadiusClients",
    params(lists::Pages),
    responses(
        (status = 200, description = "A page", body = Page<RadiusClient>),
        problems::InvalidQuery,
    ),
)]
pub async fn list(
    Allowed(principal): Allowed<OrganizationRead>,
    context: Data<Context>,
    Query(query): Query<ListQuery>,
) -> ApiResult<Json<Page<RadiusClient>>> {
    Ok(Json(radius::list(&context, &principal, &query).await?))
}
