use actix_web::web::{Data, Json};
use contract::ids::WebhookDeliveryId;
use contract::webhooks::WebhookDelivery;
use identity::permitted::WebhooksSend;
use identity::{Context, webhooks};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// Replay a delivery to a webhook
///
/// Sends it again, whether it was delivered or not. It keeps its `webhook-id`, so a receiver that has
/// processed it can ignore it.
#[utoipa::path(
    post,
    path = "/webhook-deliveries/{id}/replay",
    tag = "Webhooks",
    operation_id = "replayWebhookDelivery",
    params(("id" = WebhookDeliveryId, Path, description = "The delivery")),
    responses(
        (status = 200, description = "The delivery is queued", body = WebhookDelivery),
        problems::Conflict,
        problems::NotFound,
    ),
)]
pub async fn replay(
    Allowed(principal): Allowed<WebhooksSend>,
    context: Data<Context>,
    Path(id): Path<WebhookDeliveryId>,
) -> ApiResult<Json<WebhookDelivery>> {
    Ok(Json(webhooks::replay(&context, &principal, id).await?))
}
