//! The API documentation (OpenAPI 3.1), generated from the handlers.

pub mod access;
mod complete;
mod describe;
pub mod example;
pub mod lists;
pub mod problems;

use std::sync::LazyLock;

use actix_web::{HttpResponse, get};
use utoipa::OpenApi as _;
use utoipa::openapi::OpenApi;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};

use crate::routes;

use describe::DocumentBelow;
pub use describe::{Describe, Description};

#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "Latchkey",
        description = include_str!("description.md"),
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
    ),
    servers((url = "/", description = "This server")),
    components(schemas(contract::problem::Problem)),
    tags(
        (name = "Users", description = "The people whose accounts the organization manages"),
        (name = "Administrators", description = "The people who manage users and settings"),
        (name = "Organization", description = "Name, contact and settings"),
        (name = "Events", description = "Audit log: actions with actor and target"),
        (name = "Email", description = "Emails and their delivery"),
        (name = "API keys", description = "Credentials for programs, managed by people"),
        (name = "Signing in", description = "The sign-in steps of the portals. Programs use API keys instead"),
        (name = "Links", description = "Emailed links, and requesting them"),
        (name = "My account", description = "The signed-in person"),
        (name = "Set-up", description = "The first organization of a server"),
        (name = "Keys", description = "Public keys for verifying access tokens"),
    ),
)]
struct Base;

/// The whole document.
pub fn document() -> OpenApi {
    let mut document = Base::openapi();
    routes::configure(&mut DocumentBelow("/api/v1", &mut document));
    routes::jwks::configure(&mut DocumentBelow("", &mut document));
    document.info.version = env!("CARGO_PKG_VERSION").to_owned();
    let components = document.components.get_or_insert_default();
    for (name, scheme) in security_schemes() {
        components.add_security_scheme(name, scheme);
    }
    complete::complete(&mut document);
    document
}

fn security_schemes() -> [(&'static str, SecurityScheme); 3] {
    let bearer = |format: &str, description: &str| {
        SecurityScheme::Http(
            HttpBuilder::new()
                .scheme(HttpAuthScheme::Bearer)
                .bearer_format(format)
                .description(Some(description))
                .build(),
        )
    };
    [
        ("user", bearer("JWT", "An access token of the User Portal")),
        (
            "administrator",
            bearer(
                "JWT",
                "An access token of the Admin Portal. The role must have the named permission",
            ),
        ),
        (
            "api_key",
            bearer(
                "lk_…",
                "An API key. Its scopes must contain the named permission",
            ),
        ),
    ]
}

/// The serialized document, built on first use.
static DOCUMENT: LazyLock<String> =
    LazyLock::new(|| serde_json::to_string(&document()).unwrap_or_default());

/// `GET /api/openapi.json`.
#[get("/api/openapi.json")]
pub async fn openapi_json() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("application/json")
        .body(DOCUMENT.as_str())
}
