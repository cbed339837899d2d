use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::ids::ApiKeyId;
use identity::permitted::ApiKeysWrite;
use identity::{Context, api_keys};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// Revoke an API key
///
/// The key stops working immediately.
#[utoipa::path(
    delete,
    path = "/api-keys/{id}",
    tag = "API keys",
    operation_id = "revokeApiKey",
    params(("id" = ApiKeyId, Path, description = "The key")),
    responses((status = 204, description = "Revoked"), problems::NotFound),
)]
pub async fn revoke(
    Allowed(principal): Allowed<ApiKeysWrite>,
    context: Data<Context>,
    Path(id): Path<ApiKeyId>,
) -> ApiResult<HttpResponse> {
    api_keys::revoke(&context, &principal, id).await?;
    Ok(HttpResponse::NoContent().finish())
}
