//! The API documentation (OpenAPI 3.1), generated from the handlers.

pub mod access;
mod bodies;
mod complete;
mod cookies;
mod describe;
pub mod example;
pub mod lists;
pub mod problems;
mod schemas;

use std::sync::LazyLock;

use actix_web::{HttpResponse, get};
use utoipa::OpenApi as _;
use utoipa::openapi::OpenApi;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};

use crate::routes;

pub use bodies::{ReadBody, bodies};
pub use describe::{Describe, Description};
use describe::{DocumentBelow, OperationsBelow, Receive};

#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "Latchkey",
        description = include_str!("description.md"),
        contact(name = "The maintainers of Latchkey"),
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
    ),
    servers((url = "/", description = "This server")),
    components(schemas(contract::problem::Problem)),
    tags(
        (name = "Users", description = "The people whose accounts the organization manages"),
        (name = "User attributes", description = "The fields that the organization adds to the profile of its users"),
        (name = "Views", description = "Saved views of lists: search, filter, order and columns"),
        (name = "Groups", description = "Groups of users"),
        (name = "Applications", description = "What users open from their portal, and who may open it"),
        (name = "Administrators", description = "The people who manage users and settings"),
        (name = "Organization", description = "Name, contact and settings"),
        (name = "Events", description = "Audit log: actions with actor and target"),
        (name = "Email", description = "Emails and their delivery"),
        (name = "LDAP", description = "Service accounts that applications use to search the LDAP directory"),
        (name = "Webhooks", description = "Events sent to other services as they happen"),
        (name = "Network access", description = "Access points and VPNs, and who may connect through them"),
        (name = "Linux hosts", description = "Who may sign in to which hosts with an SSH key"),
        (name = "Reports", description = "What happened over time, in numbers"),
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
    components.add_security_scheme(access::BEARER, bearer());
    for (name, scheme) in cookies::schemes() {
        components.add_security_scheme(name, scheme);
    }
    complete::complete(&mut document);
    schemas::complete(&mut document);
    document
}

/// Passes on the path, the methods and the description of each operation, one after another. The whole document
/// takes more memory than everything else in a server without requests.
pub fn for_each_operation(receive: &mut Receive<'_>) {
    routes::configure(&mut OperationsBelow("/api/v1", receive));
    routes::jwks::configure(&mut OperationsBelow("", receive));
}

/// API keys and access tokens are one scheme: with several, generated clients would send the header
/// once for each.
fn bearer() -> SecurityScheme {
    let text = "An API key (`lk_…`), or an access token of a portal (JWT). `x-access` of an \
                operation names its callers, and the permissions of which they need one";
    SecurityScheme::Http(
        HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some(text))
            .build(),
    )
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
