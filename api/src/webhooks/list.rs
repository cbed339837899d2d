use actix_web::web::{Data, Json};
use contract::page::{ListQuery, Page};
use contract::webhooks::Webhook;
use identity::permitted::WebhooksRead;
use identity::{Context, webhooks};

use crate::http::{Allowed, ApiResult, Query};
use crate::openapi::{lists, problems};

/// List webhooks
///
/// Newest first, without their secrets.
#[utoipa::path(
    get,
    path = "/webhooks",
    tag = "Webhooks",
    operation_id = "listWebhooks",
    params(lists::Pages),
    responses((status = 200, description = "A page", body = Page<Webhook>), problems::InvalidQuery),
)]
pub async fn list(
    Allowed(principal): Allowed<WebhooksRead>,
    context: Data<Context>,
    Query(query): Query<ListQuery>,
) -> ApiResult<Json<Page<Webhook>>> {
    Ok(Json(webhooks::list(&context, &principal, &query).await?))
}
