use actix_web::web::{Data, Json};
use contract::company_email::EmailRestored;
use contract::links::LinkToken;
use identity::{Context, company_email};

use crate::http::{ApiResult, Body, Caller, SignInQuota};
use crate::openapi::problems;

/// Undo a change of the email
///
/// Requires the link that was sent to the previous address. That address becomes the company email again, and
/// all sessions end. A password that was set since the change no longer works; the user resets it. Factors,
/// recovery codes and a recovery email that were added since are removed, and all owners are notified by
/// email.
///
/// If another user has the previous address by now, `restored` is `false`. The rest is undone all the same, and
/// the account is suspended: an administrator gives it another email and activates it. An email to the
/// previous address says so.
#[utoipa::path(
    post,
    path = "/links/undo-email-change",
    tag = "Links",
    operation_id = "undoEmailChange",
    responses(
        (status = 200, description = "The change is undone", body = EmailRestored),
        problems::LinkNotUsable,
        problems::Taken,
    ),
)]
pub async fn undo_email_change(
    _quota: SignInQuota,
    Caller(client): Caller,
    context: Data<Context>,
    Body(body): Body<LinkToken>,
) -> ApiResult<Json<EmailRestored>> {
    Ok(Json(
        company_email::undo(&context, &body.token, &client).await?,
    ))
}
