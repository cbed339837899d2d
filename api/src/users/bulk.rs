use actix_web::web::{Data, Json};
use contract::bulk::{BulkRequest, BulkResult};
use identity::permitted::UsersAssistOrWrite;
use identity::{Context, users};

use crate::http::{Allowed, Answer, Body};
use crate::openapi::problems;

/// Do one act to many users
///
/// Each user is dealt with on its own, in the order given: one that is refused does not stop the
/// others, and its result says why. The answer is 200 also when nothing could be done. It names
/// every user once, in the order asked for.
///
/// `unlock`, `resend_activation`, `send_password_reset` and `expire_password` need `users:assist`;
/// `require_mfa`, `activate`, `suspend` and `delete` need `users:write`, and `require_mfa` needs
/// `users:read` besides.
#[utoipa::path(
    post,
    path = "/users/bulk",
    tag = "Users",
    operation_id = "bulkUsers",
    responses(
        (
            status = 200,
            description = "How it went, one result for each user",
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
        problems::InvalidFields,
    ),
)]
pub async fn bulk(
    Allowed(principal): Allowed<UsersAssistOrWrite>,
    context: Data<Context>,
    Body(body): Body<BulkRequest>,
) -> Answer<Json<BulkResult>> {
    Ok(Json(users::bulk(&context, &principal, &body).await?))
}
