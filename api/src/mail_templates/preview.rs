use actix_web::web::{Data, Json};
use contract::mail_deliveries::MailPreview;
use contract::mail_templates::MailWords;
use identity::permitted::OrganizationPreview;
use identity::{Context, mail_templates};

use crate::http::{Allowed, ApiResult, Body, Path};
use crate::openapi::problems;

/// Preview an unsaved wording of an email
///
/// With sample data and inactive links. Nothing is saved or sent.
#[utoipa::path(
    post,
    path = "/mail-templates/{kind}/preview",
    tag = "Email",
    operation_id = "previewMailTemplate",
    params(("kind" = String, Path, description = "The kind, such as `user_activation`")),
    responses(
        (status = 200, description = "The preview", body = MailPreview),
        problems::NotFound,
    ),
)]
pub async fn preview(
    Allowed(principal): Allowed<OrganizationPreview>,
    context: Data<Context>,
    Path(kind): Path<String>,
    Body(body): Body<MailWords>,
) -> ApiResult<Json<MailPreview>> {
    let preview = mail_templates::preview(&context, &principal, &kind, &body).await?;
    Ok(Json(preview))
}
