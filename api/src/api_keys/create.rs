use actix_web::web::Data;
use contract::api_keys::{ApiKeyCreated, CreateApiKey};
use identity::permitted::ApiKeysWrite;
use identity::{Context, api_keys};

use crate::http::{Allowed, ApiResult, Body, Created, IdempotencyKey};
use crate::openapi::problems;

/// Create an API key
///
/// The key itself is only ever shown in this response. It belongs to the organization. If its creator is
/// suspended or removed, the caller of that request decides whether the key remains valid. Its scopes cannot
/// exceed the creator's permissions, even if these change later.
///
/// A repeated request with the same `Idempotency-Key` creates no second key. Because the first key
/// cannot be shown again, it is refused with `already-created`.
///
/// All owners are notified by email.
#[utoipa::path(
    post,
    path = "/api-keys",
    tag = "API keys",
    operation_id = "createApiKey",
    responses(
        (
            status = 201,
            description = "The key",
            body = ApiKeyCreated,
        ),
        problems::AlreadyCreated,
        problems::NotFound,
    ),
)]
pub async fn create(
    Allowed(principal): Allowed<ApiKeysWrite>,
    context: Data<Context>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<CreateApiKey>,
) -> ApiResult<Created<ApiKeyCreated>> {
    let created = api_keys::create(&context, &principal, &body, key.as_deref()).await?;
    let path = format!("/api/v1/api-keys/{}", created.api_key.id);
    Ok(Created::at(path, created))
}
