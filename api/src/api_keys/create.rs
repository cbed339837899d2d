//! `POST /api/v1/api-keys`.

use actix_web::http::StatusCode;
use actix_web::post;
use actix_web::web::{Data, Json};
use contract::api_keys::{ApiKeyCreated, CreateApiKey};
use identity::{Context, api_keys};

use crate::http::{Answer, AsOperator, Body};
use crate::openapi::problems;

/// Create an API key
///
/// The key is in this answer and nowhere else. It belongs to the organization and outlives the
/// account of whoever made it. Its scopes are no more than its maker holds.
///
/// Needs a proof of the last 5 minutes: see `/admin/me/proof`.
///
/// Needs `api_keys:write`, which only people hold.
#[utoipa::path(
    tag = "API keys",
    operation_id = "createApiKey",
    request_body = CreateApiKey,
    responses(
        (status = 201, description = "The key", body = ApiKeyCreated),
        problems::InvalidFields,
        problems::ProofRequired,
    ),
    security(("administrator" = []), ("api_key" = [])),
)]
#[post("/api-keys")]
pub async fn create(
    AsOperator(operator): AsOperator,
    context: Data<Context>,
    Body(body): Body<CreateApiKey>,
) -> Answer<(Json<ApiKeyCreated>, StatusCode)> {
    let created = api_keys::create(&context, &operator, &body).await?;
    Ok((Json(created), StatusCode::CREATED))
}
