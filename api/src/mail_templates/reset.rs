use actix_web::HttpResponse;
use actix_web::web::Data;
use identity::permitted::OrganizationWrite;
use identity::{Context, mail_templates};

use crate::http::{Allowed, ApiResult, IfMatch, Path};
use crate::openapi::problems;

/// Restore the default wording of a kind of email
///
/// If administrators get this kind of email, this also requires `administrators:write`.
#[utoipa::path(
    delete,
    path = "/mail-templates/{kind}",
    tag = "Email",
    operation_id = "resetMailTemplate",
    params(("kind" = String, Path, description = "The kind, such as `user_activation`")),
    responses((status = 204, description = "Restored"), problems::NotFound),
)]
pub async fn reset(
    Allowed(principal): Allowed<OrganizationWrite>,
    context: Data<Context>,
    Path(kind): Path<String>,
    IfMatch(version): IfMatch,
) -> ApiResult<HttpResponse> {
    mail_templates::reset(&context, &principal, &kind, version).await?;
    Ok(HttpResponse::NoContent().finish())
}
