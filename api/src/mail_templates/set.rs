use actix_web::web::Data;
use contract::mail_templates::{MailTemplate, MailWords};
use identity::permitted::OrganizationWrite;
use identity::{Context, mail_templates};

use crate::http::{Allowed, ApiResult, Body, IfMatch, Path, Versioned};
use crate::openapi::problems;

/// Replace the wording of a kind of email
///
/// Emails that are created from now on have this wording. The table of an email, the lifetime of its
/// link and the advice at its end stay the same. If administrators get this kind of email, replacing
/// its wording also requires `administrators:write`.
#[utoipa::path(
    put,
    path = "/mail-templates/{kind}",
    tag = "Email",
    operation_id = "setMailTemplate",
    params(("kind" = String, Path, description = "The kind, such as `user_activation`")),
    responses(problems::NotFound),
)]
pub async fn set(
    Allowed(principal): Allowed<OrganizationWrite>,
    context: Data<Context>,
    Path(kind): Path<String>,
    IfMatch(version): IfMatch,
    Body(body): Body<MailWords>,
) -> ApiResult<Versioned<MailTemplate>> {
    let changed = mail_templates::set(&context, &principal, &kind, version, &body).await?;
    Ok(Versioned::after(&principal, changed))
}
