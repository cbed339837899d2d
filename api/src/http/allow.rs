//! Responses below `/api` if no endpoint matches: 404, or 405 with `Allow` if the path exists with
//! another method. Also refuses query parameters that an endpoint does not read.

use std::sync::LazyLock;

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ResourceDef, ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{ALLOW, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, HttpRequest, HttpResponse, ResponseError};
use contract::problem::ProblemType;
use utoipa::openapi::path::{Operation, ParameterIn};
use utoipa::openapi::{OpenApi, RefOr};

use super::problem::Refusal;
use super::query;
use crate::openapi;

/// A documented path and its methods.
struct Endpoint {
    path: ResourceDef,
    methods: Vec<(Method, TakesQuery)>,
}

/// Whether an operation has query parameters.
type TakesQuery = bool;

/// Every documented path.
struct Endpoints(Vec<Endpoint>);

/// Built on first use, to keep the start of the server fast.
static ENDPOINTS: LazyLock<Endpoints> = LazyLock::new(|| Endpoints::of(&openapi::document()));

impl Endpoints {
    /// From the OpenAPI document.
    fn of(document: &OpenApi) -> Self {
        let paths = document.paths.paths.iter().map(|(path, item)| {
            let operations = [
                (Method::GET, &item.get),
                (Method::HEAD, &item.get),
                (Method::POST, &item.post),
                (Method::PUT, &item.put),
                (Method::PATCH, &item.patch),
                (Method::DELETE, &item.delete),
            ];
            let methods = operations
                .into_iter()
                .filter_map(|(method, there)| Some((method, takes_query(there.as_ref()?))));
            Endpoint {
                path: ResourceDef::new(path.as_str()),
                methods: methods.collect(),
            }
        });
        Self(paths.collect())
    }

    fn at(&self, path: &str) -> Option<&Endpoint> {
        // A fixed path takes precedence over one with a parameter.
        let matches = self
            .0
            .iter()
            .filter(|endpoint| endpoint.path.is_match(path));
        matches.min_by_key(|endpoint| endpoint.path.pattern().is_some_and(|p| p.contains('{')))
    }

    /// Whether the operation exists and has no query parameters.
    fn takes_no_query(&self, method: &Method, path: &str) -> bool {
        let mut methods = self.at(path).into_iter().flat_map(|found| &found.methods);
        methods.any(|(there, takes_query)| there == method && !takes_query)
    }
}

fn takes_query(operation: &Operation) -> TakesQuery {
    let parameters = operation.parameters.iter().flatten();
    parameters
        .filter_map(|parameter| match parameter {
            RefOr::T(parameter) => Some(&parameter.parameter_in),
            RefOr::Ref(_) => None,
        })
        .any(|place| *place == ParameterIn::Query)
}

/// Refuses query parameters that would be ignored, because the client expects them to have an
/// effect.
///
/// # Errors
/// Those of the inner service.
pub async fn unread_query<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let text = request.query_string();
    if !text.is_empty()
        && ENDPOINTS.takes_no_query(request.method(), request.path())
        && let Err(refusal) = query::none(text)
    {
        // A response instead of an error, so that the outer middleware sees it.
        let response = request.into_response(refusal.error_response());
        return Ok(response.map_into_right_body());
    }
    next.call(request)
        .await
        .map(ServiceResponse::map_into_left_body)
}

/// Responds to requests that no endpoint matches.
pub async fn unmatched(request: HttpRequest) -> HttpResponse {
    let Some(endpoint) = ENDPOINTS.at(request.path()) else {
        let detail = "No endpoint has this path; see /api/docs";
        return Refusal::new(ProblemType::NotFound, detail).error_response();
    };
    let methods = endpoint.methods.iter().map(|(method, _)| method.as_str());
    let allowed = methods.collect::<Vec<_>>().join(", ");
    let detail = format!("Allowed methods: {allowed}");
    let mut response = Refusal::new(ProblemType::MethodNotAllowed, detail).error_response();
    if let Ok(value) = HeaderValue::from_str(&allowed) {
        response.headers_mut().insert(ALLOW, value);
    }
    response
}
