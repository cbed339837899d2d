use actix_web::http::StatusCode;
use actix_web::web::Data;
use contract::mail_deliveries::MailDelivery;
use contract::mail_templates::MailWords;
use identity::permitted::MailTest;
use identity::{Context, mail_templates};

use crate::http::{Allowed, ApiResult, Body, IdempotencyKey, Path, Repeatable};
use crate::openapi::problems;

/// Send a test with an unsaved wording
///
/// Sent to the calling administrator, with sample data and inactive links. Nothing is saved. The response is
/// its entry in the delivery log.
#[utoipa::path(
    post,
    path = "/mail-templates/{kind}/test",
    tag = "Email",
    operation_id = "testMailTemplate",
    params(("kind" = String, Path, description = "The kind, such as `user_activation`")),
    responses(
        (status = 202, description = "The email is queued", body = MailDelivery),
        problems::NotFound,
    ),
)]
pub async fn send_test(
    Allowed(principal): Allowed<MailTest>,
    context: Data<Context>,
    Path(kind): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<MailWords>,
) -> ApiResult<Repeatable<MailDelivery>> {
    let mail = mail_templates::send_test(&context, &principal, &kind, &body, key.as_deref());
    Ok(Repeatable(mail.await?, StatusCode::ACCEPTED))
}
