use actix_web::web::Data;
use contract::webhooks::{CreateWebhook, WebhookCreated};
use identity::permitted::WebhooksWrite;
use identity::{Context, webhooks};

use crate::http::{Allowed, ApiResult, Body, Created, IdempotencyKey};
use crate::openapi::problems;

/// Create a webhook
///
/// Events are then sent to its address as they happen. The secret that signs them is only ever shown in
/// this response.
///
/// A repeated request with the same `Idempotency-Key` does not create another webhook. Because the
/// secret cannot be shown again, it is refused with `already-created`.
#[utoipa::path(
    post,
    path = "/webhooks",
    tag = "Webhooks",
    operation_id = "createWebhook",
    responses(
        (
            status = 201,
            description = "The webhook",
            body = WebhookCreated,
        ),
        problems::AlreadyCreated,
        problems::Conflict,
        problems::NotFound,
    ),
)]
pub async fn create(
    Allowed(principal): Allowed<WebhooksWrite>,
    context: Data<Context>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<CreateWebhook>,
) -> ApiResult<Created<WebhookCreated>> {
    let created = webhooks::create(&context, &principal, &body, key.as_deref()).await?;
    let path = format!("/api/v1/webhooks/{}", created.webhook.id);
    Ok(Created::at(path, created))
}
