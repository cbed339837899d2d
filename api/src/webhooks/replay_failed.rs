use actix_web::web::{Data, Json};
use contract::ids::WebhookId;
use contract::webhooks::WebhookReplayed;
use identity::permitted::WebhooksSend;
use identity::{Context, webhooks};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// Replay all failed deliveries to a webhook
///
/// Sends them again, in order for each account. Tests are not sent again.
#[utoipa::path(
    post,
    path = "/webhooks/{id}/replay-failed",
    tag = "Webhooks",
    operation_id = "replayFailedWebhookDeliveries",
    params(("id" = WebhookId, Path, description = "The webhook")),
    responses(
        (status = 200, description = "How many are queued", body = WebhookReplayed),
        problems::Conflict,
        problems::NotFound,
    ),
)]
pub async fn replay_failed(
    Allowed(principal): Allowed<WebhooksSend>,
    context: Data<Context>,
    Path(id): Path<WebhookId>,
) -> ApiResult<Json<WebhookReplayed>> {
    Ok(Json(
        webhooks::replay_failed(&context, &principal, id).await?,
    ))
}
