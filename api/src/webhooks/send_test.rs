use actix_web::http::StatusCode;
use actix_web::web::Data;
use contract::ids::WebhookId;
use contract::webhooks::WebhookDelivery;
use identity::permitted::WebhooksSend;
use identity::{Context, webhooks};

use crate::http::{Allowed, ApiResult, IdempotencyKey, Path, Repeatable};
use crate::openapi::problems;

/// Send a test to a webhook
///
/// The type of the test is `webhook.test`. It is sent once, even if the webhook is disabled. The
/// response is its entry in the delivery log, which shows the result a moment later.
#[utoipa::path(
    post,
    path = "/webhooks/{id}/test",
    tag = "Webhooks",
    operation_id = "sendTestWebhook",
    params(("id" = WebhookId, Path, description = "The webhook")),
    responses(
        (status = 202, description = "The test is queued", body = WebhookDelivery),
        problems::NotFound,
    ),
)]
pub async fn send_test(
    Allowed(principal): Allowed<WebhooksSend>,
    context: Data<Context>,
    Path(id): Path<WebhookId>,
    IdempotencyKey(key): IdempotencyKey,
) -> ApiResult<Repeatable<WebhookDelivery>> {
    let test = webhooks::send_test(&context, &principal, id, key.as_deref()).await?;
    Ok(Repeatable(test, StatusCode::ACCEPTED))
}
