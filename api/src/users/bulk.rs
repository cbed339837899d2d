use actix_web::http::StatusCode;
use actix_web::web::Data;
use contract::bulk::{BulkRequest, BulkResult};
use identity::permitted::UsersAssistOrWrite;
use identity::{Context, users};

use crate::http::{Allowed, ApiResult, Body, IdempotencyKey, Repeatable};

/// Perform an action on several users
///
/// Users are processed one by one in the given order. If one is refused, the others are still
/// processed, and the result gives the reason. The status is 200 even if every user was refused.
/// The response contains one result per user, in the order of the request.
///
/// `unlock`, `resend_activation`, `send_password_reset` and `expire_password` require
/// `users:assist`; `require_mfa`, `activate`, `suspend` and `delete` require `users:write`.
/// `require_mfa` also requires `users:read`.
#[utoipa::path(
    post,
    path = "/users/bulk",
    tag = "Users",
    operation_id = "bulkUsers",
    responses(
        (
            status = 200,
            description = "One result per user",
            body = BulkResult,
            example = json!({
                "results": [
                    { "id": "0199f3c0-a1b2-7c3d-8e4f-5a6b7c8d9e01", "done": true },
                    {
                        "id": "0199f3c0-a1b2-7c3d-8e4f-5a6b7c8d9e02",
                        "done": false,
                        "problem": {
                            "type": "urn:latchkey:problem:conflict",
                            "title": "This cannot be done now",
                            "status": 409,
                            "detail": "The account is not locked",
                        },
                    },
                ],
            }),
        ),
    ),
)]
pub async fn bulk(
    Allowed(principal): Allowed<UsersAssistOrWrite>,
    context: Data<Context>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<BulkRequest>,
) -> ApiResult<Repeatable<BulkResult>> {
    let result = users::bulk(&context, &principal, &body, key.as_deref()).await?;
    Ok(Repeatable(result, StatusCode::OK))
}
