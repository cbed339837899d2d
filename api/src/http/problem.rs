//! Problem documents as responses.

use std::fmt;

use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, ResponseError};
use contract::problem::{FieldError, Problem, ProblemType};

use super::request_id;

/// The result of a handler.
pub type ApiResult<T> = Result<T, Refusal>;

/// A problem that is sent to the client. The request id is added when it is serialized.
#[derive(Debug)]
pub struct Refusal(Box<Problem>);

impl Refusal {
    /// A problem of this type.
    pub fn new(kind: ProblemType, detail: impl Into<String>) -> Self {
        Self(Box::new(Problem::new(kind, detail)))
    }

    /// The request is malformed; `errors` name the fields, if known.
    pub fn malformed(detail: impl Into<String>, errors: Vec<FieldError>) -> Self {
        Self(Box::new(Problem {
            errors,
            ..Problem::new(ProblemType::MalformedRequest, detail)
        }))
    }

    /// The values of these fields are invalid.
    pub fn invalid_fields(errors: Vec<FieldError>) -> Self {
        identity::Error::InvalidFields(errors).into()
    }

    /// The problem.
    pub fn problem(&self) -> &Problem {
        &self.0
    }
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        Self(Box::new(problem))
    }
}

impl From<identity::Error> for Refusal {
    fn from(error: identity::Error) -> Self {
        if error.is_internal() {
            tracing::error!(%error, "a request failed with an internal error");
        }
        error.problem().into()
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl ResponseError for Refusal {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        let mut problem = self.0.clone();
        problem.request_id = request_id::current();
        let mut response = HttpResponse::build(self.status_code());
        if let Some(seconds) = problem.retry_after_seconds {
            response.insert_header((header::RETRY_AFTER, seconds.to_string()));
        }
        if let Some(challenge) = challenge(&problem) {
            response.insert_header((header::WWW_AUTHENTICATE, challenge));
        }
        let body = serde_json::to_vec(&problem).unwrap_or_default();
        response.content_type("application/problem+json").body(body)
    }
}

/// How to authenticate (RFC 9110, section 11.6.1), and what is wrong with the credentials that were
/// sent (RFC 6750, section 3).
fn challenge(problem: &Problem) -> Option<String> {
    if problem.status == 401 {
        let invalid = problem.kind == ProblemType::Unauthenticated
            && problem.detail != super::authentication::MISSING;
        return Some(if invalid {
            let description = quoted(&problem.detail);
            format!("Bearer error=\"invalid_token\", error_description=\"{description}\"")
        } else {
            "Bearer".to_owned()
        });
    }
    let scopes: Vec<_> = problem.permissions.iter().map(|one| one.as_str()).collect();
    (!scopes.is_empty()).then(|| {
        let scopes = scopes.join(" ");
        format!("Bearer error=\"insufficient_scope\", scope=\"{scopes}\"")
    })
}

/// The characters of a text that a quoted string of this header may contain.
fn quoted(text: &str) -> String {
    let allowed = |c: &char| matches!(c, ' '..='~') && !matches!(c, '"' | '\\');
    text.chars().filter(allowed).collect()
}
