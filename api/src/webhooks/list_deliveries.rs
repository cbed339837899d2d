use actix_web::web::{Data, Json};
use contract::filter::{ListFilter, WebhookDeliveryFilter};
use contract::page::{ListQuery, Page};
use contract::webhooks::WebhookDelivery;
use identity::permitted::WebhooksRead;
use identity::{Context, webhooks};

use crate::http::{Allowed, ApiResult, Query};
use crate::openapi::{lists, problems};

/// List deliveries to webhooks
#[utoipa::path(
    get,
    path = "/webhook-deliveries",
    tag = "Webhooks",
    operation_id = "listWebhookDeliveries",
    description = description(),
    params(lists::FilteredPages),
    responses(
        (status = 200, description = "A page", body = Page<WebhookDelivery>),
        problems::InvalidQuery,
    ),
)]
pub async fn list_deliveries(
    Allowed(principal): Allowed<WebhooksRead>,
    context: Data<Context>,
    Query(query): Query<ListQuery>,
) -> ApiResult<Json<Page<WebhookDelivery>>> {
    let page = webhooks::list_deliveries(&context, &principal, &query).await?;
    Ok(Json(page))
}

fn description() -> String {
    let filters = WebhookDeliveryFilter::DESCRIPTION;
    format!(
        "Newest first, with the request and response bodies. Deliveries are kept for 30 days. {filters}"
    )
}
