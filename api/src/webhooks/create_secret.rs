use actix_web::web::Data;
use contract::ids::WebhookId;
use contract::webhooks::WebhookSecretCreated;
use identity::permitted::WebhooksWrite;
use identity::{Context, webhooks};

use crate::http::{Allowed, ApiResult, Created, Path};
use crate::openapi::problems;

/// Create a secret of a webhook
///
/// The secret itself is only ever shown in this response. A webhook can have two at the same time.
/// Messages are then signed with both, so that you can rotate the secret without an interruption.
#[utoipa::path(
    post,
    path = "/webhooks/{id}/secrets",
    tag = "Webhooks",
    operation_id = "createWebhookSecret",
    params(("id" = WebhookId, Path, description = "The webhook")),
    responses(
        (status = 201, description = "The secret", body = WebhookSecretCreated),
        problems::Conflict,
        problems::NotFound,
    ),
)]
pub async fn create_secret(
    Allowed(principal): Allowed<WebhooksWrite>,
    context: Data<Context>,
    Path(id): Path<WebhookId>,
) -> ApiResult<Created<WebhookSecretCreated>> {
    let created = webhooks::create_secret(&context, &principal, id).await?;
    let path = format!(
        "/api/v1/webhooks/{id}/secrets/{}",
        created.webhook_secret.id
    );
    Ok(Created::at(path, created))
}
