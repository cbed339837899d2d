use actix_web::web::Data;
use contract::ids::WebhookId;
use contract::webhooks::Webhook;
use identity::permitted::WebhooksRead;
use identity::{Context, webhooks};

use crate::http::{Allowed, ApiResult, Path, Versioned};
use crate::openapi::problems;

/// Get a webhook
#[utoipa::path(
    get,
    path = "/webhooks/{id}",
    tag = "Webhooks",
    operation_id = "getWebhook",
    params(("id" = WebhookId, Path, description = "The webhook")),
    responses((status = 200, description = "The webhook"), problems::NotFound),
)]
pub async fn get(
    Allowed(principal): Allowed<WebhooksRead>,
    context: Data<Context>,
    Path(id): Path<WebhookId>,
) -> ApiResult<Versioned<Webhook>> {
    Ok(Versioned::ok(
        webhooks::get(&context, &principal, id).await?,
    ))
}
