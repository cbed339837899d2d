use actix_web::http::StatusCode;
use actix_web::web::{Data, Json};
use contract::api_keys::{ApiKeyCreated, CreateApiKey};
use identity::permitted::ApiKeysWrite;
use identity::{Context, api_keys};

use crate::http::{Allowed, ApiResult, Body, IdempotencyKey};
use crate::openapi::problems;

/// Create an API key
///
/// The key itself is only ever shown in this response. It belongs to the organization and remains
/// valid if its creator's account is removed. Its scopes cannot exceed the creator's permissions.
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
        (status = 201, description = "The key", body = ApiKeyCreated),
        problems::InvalidFields,
        problems::AlreadyCreated,
        problems::NotFound,
    ),
)]
pub async fn create(
    Allowed(principal): Allowed<ApiKeysWrite>,
    context: Data<Context>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<CreateApiKey>,
) -> ApiResult<(Json<ApiKeyCreated>, StatusCode)> {
    let created = api_keys::create(&context, &principal, &body, key.as_deref()).await?;
    Ok((Json(created), StatusCode::CREATED))
}
