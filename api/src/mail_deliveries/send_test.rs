//! `POST /api/v1/mail-deliveries/test`.

use actix_web::http::StatusCode;
use actix_web::post;
use actix_web::web::{Data, Json};
use contract::mail::MailDelivery;
use identity::{Context, mail_deliveries};

use crate::http::{Answer, AsOperator};

/// Send a test mail
///
/// To the administrator who asks. The answer is its record in the delivery log.
///
/// Needs `organization:write` and a person.
#[utoipa::path(
    tag = "Mail",
    operation_id = "sendTestMail",
    responses((status = 201, description = "It waits for delivery", body = MailDelivery)),
    security(("administrator" = []), ("api_key" = [])),
)]
#[post("/mail-deliveries/test")]
pub async fn send_test(
    AsOperator(operator): AsOperator,
    context: Data<Context>,
) -> Answer<(Json<MailDelivery>, StatusCode)> {
    let mail = mail_deliveries::send_test(&context, &operator).await?;
    Ok((Json(mail), StatusCode::CREATED))
}
