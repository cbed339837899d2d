use actix_web::web::Data;
use contract::ids::WebhookId;
use contract::webhooks::{UpdateWebhook, Webhook};
use identity::permitted::WebhooksWrite;
use identity::{Context, webhooks};

use crate::http::{Allowed, ApiResult, Body, IfMatch, Path, Versioned};
use crate::openapi::problems;

/// Update a webhook
///
/// A JSON merge patch (RFC 7396): omitted fields stay unchanged. Disabling a webhook marks queued
/// deliveries as failed. They can be replayed after the webhook is enabled again.
#[utoipa::path(
    patch,
    path = "/webhooks/{id}",
    tag = "Webhooks",
    operation_id = "updateWebhook",
    params(("id" = WebhookId, Path, description = "The webhook")),
    responses(problems::NotFound),
)]
pub async fn update(
    Allowed(principal): Allowed<WebhooksWrite>,
    context: Data<Context>,
    Path(id): Path<WebhookId>,
    IfMatch(version): IfMatch,
    Body(body): Body<UpdateWebhook>,
) -> ApiResult<Versioned<Webhook>> {
    let changed = webhooks::update(&context, &principal, id, version, &body).await?;
    Ok(Versioned::after(&principal, changed))
}
