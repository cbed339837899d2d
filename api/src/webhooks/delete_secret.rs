use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::ids::{WebhookId, WebhookSecretId};
use identity::permitted::WebhooksWrite;
use identity::{Context, webhooks};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// Delete a secret of a webhook
///
/// It no longer signs messages. The last secret cannot be deleted.
#[utoipa::path(
    delete,
    path = "/webhooks/{id}/secrets/{secret}",
    tag = "Webhooks",
    operation_id = "deleteWebhookSecret",
    params(
        ("id" = WebhookId, Path, description = "The webhook"),
        ("secret" = WebhookSecretId, Path, description = "The secret"),
    ),
    responses(
        (status = 204, description = "The secret is gone"),
        problems::Conflict,
        problems::NotFound,
    ),
)]
pub async fn delete_secret(
    Allowed(principal): Allowed<WebhooksWrite>,
    context: Data<Context>,
    Path((id, secret)): Path<(WebhookId, WebhookSecretId)>,
) -> ApiResult<HttpResponse> {
    webhooks::delete_secret(&context, &principal, id, secret).await?;
    Ok(HttpResponse::NoContent().finish())
}
