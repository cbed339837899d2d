//! What answers below `/api` when no endpoint does: 404, or 405 with `Allow` where another
//! method would have been right.

use std::sync::LazyLock;

use actix_web::dev::ResourceDef;
use actix_web::http::Method;
use actix_web::http::header::{ALLOW, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, ResponseError};
use contract::problem::ProblemType;
use utoipa::openapi::OpenApi;

use super::problem::Refusal;
use crate::openapi;

/// Every documented path and its methods.
struct Endpoints(Vec<(ResourceDef, String)>);

/// Made when first asked for: few callers err, and a start is quicker without.
static ENDPOINTS: LazyLock<Endpoints> = LazyLock::new(|| Endpoints::of(&openapi::document()));

impl Endpoints {
    /// From the API's own document.
    fn of(document: &OpenApi) -> Self {
        let paths = document.paths.paths.iter().map(|(path, item)| {
            let methods = [
                (Method::GET, item.get.is_some()),
                (Method::HEAD, item.get.is_some()),
                (Method::POST, item.post.is_some()),
                (Method::PUT, item.put.is_some()),
                (Method::PATCH, item.patch.is_some()),
                (Method::DELETE, item.delete.is_some()),
            ];
            let allowed: Vec<String> = methods
                .into_iter()
                .filter(|(_, there)| *there)
                .map(|(method, _)| method.to_string())
                .collect();
            (ResourceDef::new(path.as_str()), allowed.join(", "))
        });
        Self(paths.collect())
    }

    fn allowed(&self, path: &str) -> Option<&str> {
        // A fixed path goes before one with a parameter.
        let matches = self
            .0
            .iter()
            .filter(|(resource, _)| resource.is_match(path));
        matches
            .min_by_key(|(resource, _)| resource.pattern().is_some_and(|p| p.contains('{')))
            .map(|(_, methods)| methods.as_str())
    }
}

/// Answers what no endpoint took.
pub async fn unmatched(request: HttpRequest) -> HttpResponse {
    let Some(allowed) = ENDPOINTS.allowed(request.path()) else {
        let detail = "There is nothing at this address; /api/docs lists what there is";
        return Refusal::new(ProblemType::NotFound, detail).error_response();
    };
    let detail = format!("Here works: {allowed}");
    let mut response = Refusal::new(ProblemType::MethodNotAllowed, detail).error_response();
    if let Ok(value) = HeaderValue::from_str(allowed) {
        response.headers_mut().insert(ALLOW, value);
    }
    response
}
