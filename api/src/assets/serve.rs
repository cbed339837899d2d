use actix_web::http::Method;
use actix_web::http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HOST, HeaderValue, LOCATION, VARY,
};
use actix_web::web::Data;
use actix_web::{HttpMessage, HttpRequest, HttpResponse, ResponseError};
use contract::problem::ProblemType;

use super::encoding::{self, Encoding};
use super::table;
use crate::http::preconditions;
use crate::http::problem::Refusal;

/// The host names of the portals, if they have different ones.
#[derive(Clone, Debug)]
pub struct PortalHosts {
    /// The User Portal's host, with the port unless it is the default.
    pub user: String,
    /// The Admin Portal's host.
    pub admin: String,
}

/// Marks a request that was answered with a file or page of an app. The log and metrics show `apps`
/// instead of its path, which could be anything.
#[derive(Clone, Copy, Debug)]
pub struct FromApps;

/// Paths below these do not belong to an app. If nothing matches there, the response is 404.
const NOT_OURS: [&str; 8] = [
    "api",
    "assets",
    "health",
    "metrics",
    ".well-known",
    "dev",
    "oidc",
    "open",
];

/// The page of a server that was built without the apps.
const NOT_BUILT: &str = "<!doctype html><html lang=\"en\"><title>Latchkey</title>\
    <h1>The apps are not built</h1>\
    <p>This server was compiled without its browser apps. Run <code>cargo xtask run</code>, or \
    <code>cargo xtask build-apps</code> and compile the server again.</p>\
    <p>The API works: see <a href=\"/api/docs/\">its documentation</a>.</p></html>";

/// Serves a file of the app to which the path belongs, or the app's page.
pub async fn app(request: HttpRequest, hosts: Option<Data<PortalHosts>>) -> HttpResponse {
    if request.method() != Method::GET {
        let mut response =
            Refusal::new(ProblemType::MethodNotAllowed, "Allowed methods: GET, HEAD")
                .error_response();
        response
            .headers_mut()
            .insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
        return response;
    }
    let path = request.path().trim_start_matches('/');
    let in_admin = path == "admin" || path.starts_with("admin/");
    if let Some(hosts) = hosts {
        let host = request
            .headers()
            .get(HOST)
            .and_then(|host| host.to_str().ok())
            .unwrap_or_default();
        if host.eq_ignore_ascii_case(&hosts.admin) {
            if path.is_empty() {
                return moved("/admin/");
            }
            if !in_admin {
                return not_found();
            }
        } else if in_admin {
            return not_found();
        }
    }
    if path == "admin" {
        return moved("/admin/");
    }
    let (name, page) = if in_admin {
        (path.to_owned(), "admin/index.html")
    } else {
        (format!("user/{path}"), "user/index.html")
    };
    let rest = name.split_once('/').map_or("", |(_, rest)| rest);
    request.extensions_mut().insert(FromApps);
    let is_file = !rest.is_empty() && rest != "index.html" && !table::is_sibling(&name);
    if is_file && let Some(response) = file(&request, &name) {
        return response;
    }
    // Pages of the apps have no dot in their last part; a file of that name would be there.
    let last = rest.rsplit('/').next().unwrap_or_default();
    let is_missing_file = last.contains('.') && rest != "index.html";
    let first = rest.split('/').next().unwrap_or_default();
    if NOT_OURS.contains(&first) || is_missing_file {
        return not_found();
    }
    file(&request, page).unwrap_or_else(|| {
        HttpResponse::ServiceUnavailable()
            .content_type("text/html; charset=utf-8")
            .body(NOT_BUILT)
    })
}

/// The file in the best encoding that the client accepts; `None` if there is no such file.
fn file(request: &HttpRequest, name: &str) -> Option<HttpResponse> {
    table::find(name, Encoding::Identity)?;
    let (encoding, content) = encoding::accepted(request)
        .into_iter()
        .find_map(|encoding| Some((encoding, table::find(name, encoding)?)))?;
    let forever = name.contains("/assets/");
    let mut response = HttpResponse::Ok();
    response
        .insert_header((CONTENT_TYPE, content_type(name)))
        .insert_header((VARY, "Accept-Encoding"))
        .insert_header((
            CACHE_CONTROL,
            if forever {
                "public, max-age=31536000, immutable"
            } else {
                "no-cache"
            },
        ));
    if let Some(token) = encoding.token() {
        response.insert_header((CONTENT_ENCODING, token));
    }
    if !forever {
        let tag = entity_tag(content);
        let known = preconditions::is_known(request.headers(), &tag);
        response.insert_header((ETAG, format!("\"{tag}\"")));
        if known.is_ok_and(|known| known) {
            response.status(actix_web::http::StatusCode::NOT_MODIFIED);
            return Some(response.finish());
        }
    }
    Some(response.body(content))
}

/// An entity tag that depends only on the content, so that all servers of a release agree on it.
fn entity_tag(content: &[u8]) -> String {
    // FNV-1a is sufficient to distinguish releases.
    let hash = content
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
        });
    format!("{hash:016x}")
}

fn content_type(name: &str) -> String {
    let guess = mime_guess::from_path(name).first_or_octet_stream();
    if guess.type_() == mime_guess::mime::TEXT {
        format!("{guess}; charset=utf-8")
    } else {
        guess.to_string()
    }
}

fn moved(to: &str) -> HttpResponse {
    HttpResponse::PermanentRedirect()
        .insert_header((LOCATION, to))
        .finish()
}

fn not_found() -> HttpResponse {
    Refusal::new(ProblemType::NotFound, "No page has this address").error_response()
}
