use actix_web::web::Data;
use contract::mail_templates::MailTemplate;
use identity::permitted::OrganizationRead;
use identity::{Context, mail_templates};

use crate::http::{Allowed, ApiResult, Path, Versioned};
use crate::openapi::problems;

/// Get the wording of a kind of email
#[utoipa::path(
    get,
    path = "/mail-templates/{kind}",
    tag = "Email",
    operation_id = "getMailTemplate",
    params(("kind" = String, Path, description = "The kind, such as `user_activation`")),
    responses((status = 200, description = "The words"), problems::NotFound),
)]
pub async fn get(
    Allowed(principal): Allowed<OrganizationRead>,
    context: Data<Context>,
    Path(kind): Path<String>,
) -> ApiResult<Versioned<MailTemplate>> {
    let template = mail_templates::get(&context, &principal, &kind).await?;
    Ok(Versioned::ok(template))
}
