use actix_web::http::StatusCode;
use actix_web::web::Data;
use contract::mail_deliveries::MailDelivery;
use identity::permitted::MailTest;
use identity::{Context, mail_deliveries};

use crate::http::{Allowed, ApiResult, IdempotencyKey, Repeatable};
use crate::openapi::problems;

/// Send a test email
///
/// Sent to the calling administrator. The response is its entry in the delivery log.
#[utoipa::path(
    post,
    path = "/mail-deliveries/test",
    tag = "Email",
    operation_id = "sendTestMail",
    responses(
        (status = 202, description = "The email is queued", body = MailDelivery),
        problems::NotFound,
    ),
)]
pub async fn send_test(
    Allowed(principal): Allowed<MailTest>,
    context: Data<Context>,
    IdempotencyKey(key): IdempotencyKey,
) -> ApiResult<Repeatable<MailDelivery>> {
    let mail = mail_deliveries::send_test(&context, &principal, key.as_deref()).await?;
    Ok(Repeatable(mail, StatusCode::ACCEPTED))
}
