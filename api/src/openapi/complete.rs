//! Adds to each operation what every operation of its kind can answer with.

use contract::problem::ProblemType;
use utoipa::openapi::path::{Operation, ParameterIn};
use utoipa::openapi::{OpenApi, PathItem, RefOr};

use super::problems;

pub(super) fn complete(document: &mut OpenApi) {
    for (path, item) in &mut document.paths.paths {
        if path.starts_with("/api/v1/") {
            operations(item).into_iter().for_each(complete_operation);
        }
    }
}

fn operations(item: &mut PathItem) -> Vec<&mut Operation> {
    [
        &mut item.get,
        &mut item.post,
        &mut item.put,
        &mut item.patch,
        &mut item.delete,
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn complete_operation(operation: &mut Operation) {
    let mut kinds = vec![ProblemType::TooManyRequests, ProblemType::Internal];
    if operation.request_body.is_some() {
        kinds.extend([
            ProblemType::MalformedRequest,
            ProblemType::Timeout,
            ProblemType::TooLarge,
            ProblemType::UnsupportedMediaType,
        ]);
    }
    let parameters = operation.parameters.iter().flatten();
    let can_be_malformed = parameters
        .filter_map(|parameter| match parameter {
            RefOr::T(parameter) => Some(parameter),
            RefOr::Ref(_) => None,
        })
        .any(|parameter| parameter.parameter_in != ParameterIn::Cookie);
    if can_be_malformed && !kinds.contains(&ProblemType::MalformedRequest) {
        kinds.push(ProblemType::MalformedRequest);
    }
    if let Some(security) = &operation.security {
        kinds.push(ProblemType::Unauthenticated);
        if security.len() > 1 {
            kinds.push(ProblemType::Forbidden);
        }
    }
    for (status, response) in problems::responses(&kinds) {
        let responses = &mut operation.responses.responses;
        responses.entry(status).or_insert(response);
    }
}
