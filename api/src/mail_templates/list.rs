use actix_web::web::{Data, Json};
use contract::mail_templates::MailTemplate;
use contract::page::Page;
use identity::permitted::OrganizationRead;
use identity::{Context, mail_templates};

use crate::http::{Allowed, ApiResult};

/// List the wording of emails
///
/// Every kind of email, with its current and default wording, all on one page.
#[utoipa::path(
    get,
    path = "/mail-templates",
    tag = "Email",
    operation_id = "listMailTemplates",
    responses((status = 200, description = "All kinds", body = Page<MailTemplate>)),
)]
pub async fn list(
    Allowed(principal): Allowed<OrganizationRead>,
    context: Data<Context>,
) -> ApiResult<Json<Page<MailTemplate>>> {
    Ok(Json(mail_templates::list(&context, &principal).await?))
}
