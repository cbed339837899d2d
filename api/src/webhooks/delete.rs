use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::ids::WebhookId;
use identity::permitted::WebhooksWrite;
use identity::{Context, webhooks};

use crate::http::{Allowed, ApiResult, IfMatch, Path};
use crate::openapi::problems;

/// Delete a webhook
///
/// Queued events are no longer sent, and its delivery log is deleted.
#[utoipa::path(
    delete,
    path = "/webhooks/{id}",
    tag = "Webhooks",
    operation_id = "deleteWebhook",
    params(("id" = WebhookId, Path, description = "The webhook")),
    responses((status = 204, description = "Deleted"), problems::NotFound),
)]
pub async fn delete(
    Allowed(principal): Allowed<WebhooksWrite>,
    context: Data<Context>,
    Path(id): Path<WebhookId>,
    IfMatch(version): IfMatch,
) -> ApiResult<HttpResponse> {
    webhooks::delete(&context, &principal, id, version).await?;
    Ok(HttpResponse::NoContent().finish())
}
