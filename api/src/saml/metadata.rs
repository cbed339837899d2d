use actix_web::http::header::CACHE_CONTROL;
use actix_web::web::Data;
use actix_web::{HttpResponse, ResponseError};
use contract::ids::ApplicationId;
use identity::{Context, saml};

use crate::http::{Path, Refusal};

/// `GET /saml/{id}/metadata`: describes this server to an application.
pub async fn metadata(context: Data<Context>, Path(id): Path<ApplicationId>) -> HttpResponse {
    match saml::metadata(&context, id).await {
        Ok(metadata) => HttpResponse::Ok()
            .insert_header((CACHE_CONTROL, "public, max-age=300"))
            .content_type("application/samlmetadata+xml")
            .body(metadata),
        Err(error) => Refusal::from(error).error_response(),
    }
}
