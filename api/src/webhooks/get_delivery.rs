use actix_web::web::{Data, Json};
use contract::ids::WebhookDeliveryId;
use contract::webhooks::WebhookDelivery;
use identity::permitted::WebhooksRead;
use identity::{Context, webhooks};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// Get a delivery to a webhook
#[utoipa::path(
    get,
    path = "/webhook-deliveries/{id}",
    tag = "Webhooks",
    operation_id = "getWebhookDelivery",
    params(("id" = WebhookDeliveryId, Path, description = "The delivery")),
    responses(
        (status = 200, description = "The delivery", body = WebhookDelivery),
        problems::NotFound,
    ),
)]
pub async fn get_delivery(
    Allowed(principal): Allowed<WebhooksRead>,
    context: Data<Context>,
    Path(id): Path<WebhookDeliveryId>,
) -> ApiResult<Json<WebhookDelivery>> {
    Ok(Json(webhooks::delivery(&context, &principal, id).await?))
}
