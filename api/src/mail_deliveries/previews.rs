use actix_web::http::header::{CONTENT_SECURITY_POLICY, X_FRAME_OPTIONS};
use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, get};
use contract::mail_deliveries::MailPreview;
use identity::permitted::EventsRead;
use identity::{Context, mail_deliveries};

use crate::http::{Allowed, ApiResult, Path};

/// An email may use inline styles and show a logo that it contains, and nothing else: no scripts, links or
/// pictures from elsewhere.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; \
     form-action 'none'; frame-ancestors 'self'; sandbox";

/// Preview emails
///
/// Every kind of email as the organization's users and administrators receive it, with sample data
/// and inactive links.
#[utoipa::path(
    get,
    path = "/mail-previews",
    tag = "Email",
    operation_id = "previewMails",
    responses((status = 200, description = "Every kind of email", body = Vec<MailPreview>)),
)]
pub async fn previews(
    Allowed(principal): Allowed<EventsRead>,
    context: Data<Context>,
) -> ApiResult<Json<Vec<MailPreview>>> {
    Ok(Json(mail_deliveries::previews(&context, &principal).await?))
}

/// The HTML of a preview, for a frame of the Admin Portal. The encrypted path is the credential.
#[get("/mail-previews/{leave}")]
pub async fn page(context: Data<Context>, Path(leave): Path<String>) -> ApiResult<HttpResponse> {
    let html = mail_deliveries::preview_page(&context, &leave).await?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_SECURITY_POLICY, POLICY))
        .insert_header((X_FRAME_OPTIONS, "SAMEORIGIN"))
        .content_type("text/html; charset=utf-8")
        .body(html))
}
