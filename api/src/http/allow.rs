//! Responses below `/api` if no endpoint matches: 404, or 405 with `Allow` if the path exists with
//! another method. Also refuses the parts of a request that an endpoint does not read.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ResourceDef, ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{ALLOW, CONTENT_LENGTH, HeaderMap, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, HttpRequest, HttpResponse, ResponseError};
use contract::problem::ProblemType;
use utoipa::openapi::path::{Operation, ParameterIn};
use utoipa::openapi::{HttpMethod, RefOr};

use super::problem::Refusal;
use super::{idempotency, query};
use crate::openapi;

/// The methods of a documented path.
#[derive(Default)]
struct Endpoint {
    methods: Vec<(Method, Reads)>,
}

/// A path with parameters.
struct Pattern {
    path: ResourceDef,
    /// A parameter contains no slash, so a path with another number of them does not match.
    slashes: usize,
    endpoint: Endpoint,
}

/// The optional parts of a request that an operation reads.
#[derive(Clone, Copy)]
struct Reads {
    query: bool,
    body: bool,
    idempotency_key: bool,
}

/// Every documented path. Every request to the API looks for its own, so they are not all compared.
#[derive(Default)]
struct Endpoints {
    fixed: HashMap<String, Endpoint>,
    patterns: Vec<Pattern>,
}

/// Built on first use, to keep the start of the server fast.
static ENDPOINTS: LazyLock<Endpoints> = LazyLock::new(Endpoints::documented);

impl Endpoints {
    /// As the OpenAPI document describes them.
    fn documented() -> Self {
        let mut endpoints: BTreeMap<String, Endpoint> = BTreeMap::new();
        openapi::for_each_operation(&mut |path, methods, operation| {
            let reads = Reads::of(operation);
            let methods = methods.into_iter().flat_map(answered);
            let endpoint = endpoints.entry(path).or_default();
            endpoint
                .methods
                .extend(methods.map(|method| (method, reads)));
        });
        let mut all = Self::default();
        for (path, mut endpoint) in endpoints {
            let methods = &mut endpoint.methods;
            methods.sort_by(|(one, _), (other, _)| one.as_str().cmp(other.as_str()));
            if path.contains('{') {
                all.patterns.push(Pattern {
                    path: ResourceDef::new(path.as_str()),
                    slashes: slashes(&path),
                    endpoint,
                });
            } else {
                all.fixed.insert(path, endpoint);
            }
        }
        all
    }

    /// A fixed path takes precedence over one with a parameter.
    fn at(&self, path: &str) -> Option<&Endpoint> {
        self.fixed.get(path).or_else(|| {
            let slashes = slashes(path);
            let mut patterns = self.patterns.iter();
            let found = patterns.find(|one| one.slashes == slashes && one.path.is_match(path))?;
            Some(&found.endpoint)
        })
    }
}

/// The methods that an operation answers: what answers `GET` answers `HEAD`, too.
fn answered(method: HttpMethod) -> Vec<Method> {
    match method {
        HttpMethod::Get => vec![Method::GET, Method::HEAD],
        HttpMethod::Head => vec![Method::HEAD],
        HttpMethod::Post => vec![Method::POST],
        HttpMethod::Put => vec![Method::PUT],
        HttpMethod::Patch => vec![Method::PATCH],
        HttpMethod::Delete => vec![Method::DELETE],
        HttpMethod::Options => vec![Method::OPTIONS],
        HttpMethod::Trace => vec![Method::TRACE],
    }
}

fn slashes(path: &str) -> usize {
    path.bytes().filter(|byte| *byte == b'/').count()
}

impl Reads {
    fn of(operation: &Operation) -> Self {
        let has = |place: ParameterIn, name: Option<&str>| {
            let parameters = operation.parameters.iter().flatten();
            let mut parameters = parameters.filter_map(|parameter| match parameter {
                RefOr::T(parameter) => Some(parameter),
                RefOr::Ref(_) => None,
            });
            parameters.any(|parameter| {
                parameter.parameter_in == place && name.is_none_or(|name| parameter.name == name)
            })
        };
        Self {
            query: has(ParameterIn::Query, None),
            body: operation.request_body.is_some(),
            idempotency_key: has(ParameterIn::Header, Some(idempotency::HEADER)),
        }
    }

    /// Refuses what would be ignored, because the client expects it to have an effect.
    fn check(&self, request: &ServiceRequest) -> Result<(), Refusal> {
        let text = request.query_string();
        if !self.query && !text.is_empty() {
            query::none(text)?;
        }
        let headers = request.headers();
        if !self.body && has_body(headers) {
            let detail = "This request must not have a body";
            return Err(Refusal::malformed(detail, Vec::new()));
        }
        let is_read = request.method() == Method::GET;
        if !self.idempotency_key && !is_read && headers.contains_key(idempotency::HEADER) {
            let detail = "This action does not support Idempotency-Key. Before you repeat it, read \
                          the current state";
            return Err(Refusal::malformed(detail, Vec::new()));
        }
        Ok(())
    }
}

/// Bodies of unknown length are refused earlier, in `connections::at_a_time`.
fn has_body(headers: &HeaderMap) -> bool {
    let length = headers.get(CONTENT_LENGTH);
    length.is_some_and(|length| length.as_bytes().iter().any(|digit| *digit != b'0'))
}

/// Refuses the methods that a path does not have, and the parts of a request that would be ignored.
///
/// # Errors
/// Those of the inner service.
pub async fn unread_parts<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    // Responses instead of errors, so that the outer middleware sees them.
    if let Some(endpoint) = ENDPOINTS.at(request.path()) {
        let mut methods = endpoint.methods.iter();
        let Some((_, reads)) = methods.find(|(method, _)| method == request.method()) else {
            // A path with a parameter may match as well: `/users/{id}` matches `/users/bulk`.
            let response = method_not_allowed(endpoint);
            return Ok(request.into_response(response).map_into_right_body());
        };
        if let Err(refusal) = reads.check(&request) {
            let response = refusal.error_response();
            return Ok(request.into_response(response).map_into_right_body());
        }
    }
    next.call(request)
        .await
        .map(ServiceResponse::map_into_left_body)
}

/// Responds to requests that no endpoint matches.
pub async fn unmatched(request: HttpRequest) -> HttpResponse {
    match ENDPOINTS.at(request.path()) {
        Some(endpoint) => method_not_allowed(endpoint),
        None => {
            let detail = "No endpoint has this path; see /api/docs";
            Refusal::new(ProblemType::NotFound, detail).error_response()
        }
    }
}

fn method_not_allowed(endpoint: &Endpoint) -> HttpResponse {
    let methods = endpoint.methods.iter().map(|(method, _)| method.as_str());
    let allowed = methods.collect::<Vec<_>>().join(", ");
    let detail = format!("Allowed methods: {allowed}");
    let mut response = Refusal::new(ProblemType::MethodNotAllowed, detail).error_response();
    if let Ok(value) = HeaderValue::from_str(&allowed) {
        response.headers_mut().insert(ALLOW, value);
    }
    response
}
