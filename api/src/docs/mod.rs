//! The browsable API documentation: Swagger UI for `/api/openapi.json`, served by this server and
//! without inline scripts.

use std::sync::Arc;

use actix_web::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, LOCATION};
use actix_web::web::{self, Path, ServiceConfig};
use actix_web::{HttpResponse, ResponseError, get};
use contract::problem::ProblemType;
use utoipa_swagger_ui::Config;

use crate::http::problem::Refusal;
use crate::openapi;

/// The apps' policy without WebAssembly. Swagger UI's icons are `data:` URLs.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
     img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; \
     base-uri 'none'; frame-ancestors 'none'";

/// Adds the pages and the document.
pub fn configure(config: &mut ServiceConfig) {
    config
        .service(openapi::openapi_json)
        .service(index)
        .route("/api/docs/{file:.*}", web::get().to(file));
}

/// The page loads its files by relative paths, so its own path must end in a slash.
#[get("/api/docs")]
async fn index() -> HttpResponse {
    HttpResponse::PermanentRedirect()
        .insert_header((LOCATION, "/api/docs/"))
        .finish()
}

async fn file(name: Path<String>) -> HttpResponse {
    let config = Config::from("/api/openapi.json")
        .try_it_out_enabled(false)
        .persist_authorization(false)
        .use_base_layout();
    let found = utoipa_swagger_ui::serve(&name, Arc::new(config))
        .ok()
        .flatten();
    let Some(file) = found else {
        return Refusal::new(ProblemType::NotFound, "No such file").error_response();
    };
    HttpResponse::Ok()
        .insert_header((CONTENT_SECURITY_POLICY, POLICY))
        .insert_header((CACHE_CONTROL, "no-cache"))
        .content_type(file.content_type)
        .body(titled(file.bytes.into_owned()))
}

/// Swagger UI's page under our own title.
fn titled(file: Vec<u8>) -> Vec<u8> {
    const THEIRS: &str = "<title>Swagger UI</title>";
    match str::from_utf8(&file) {
        Ok(page) if page.contains(THEIRS) => page
            .replace(THEIRS, "<title>Latchkey API</title>")
            .into_bytes(),
        _ => file,
    }
}
