use actix_web::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY};
use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use contract::ids::OrganizationId;
use identity::{Context, organization};
use uuid::Uuid;

use crate::http::{ApiResult, Path};

/// A picture needs nothing, even if somebody opens it as a page.
const POLICY: &str = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox";

/// The logo of an organization. Each upload has its own address, so a browser never has to ask again.
#[get("/logos/{organization}/{id}")]
pub async fn show_logo(
    context: Data<Context>,
    Path((organization, id)): Path<(OrganizationId, Uuid)>,
) -> ApiResult<HttpResponse> {
    let png = organization::logo(&context, organization, id).await?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_SECURITY_POLICY, POLICY))
        .insert_header((CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .content_type("image/png")
        .body(png))
}
