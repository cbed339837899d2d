//! Adds the problems that all operations of a kind can respond with, and marks operations that require no
//! credentials.

use std::collections::BTreeSet;

use contract::problem::ProblemType;
use utoipa::openapi::path::Operation;
use utoipa::openapi::security::SecurityRequirement;
use utoipa::openapi::{OpenApi, PathItem};

use super::access::BEARER;
use super::{problems, schemas};

pub(super) fn complete(document: &mut OpenApi) {
    for (path, item) in &mut document.paths.paths {
        let may_fail = path.starts_with("/api/v1/");
        for operation in operations(item) {
            complete_operation(operation, may_fail);
        }
    }
    let named: BTreeSet<_> = schemas::named_in(&document.paths, "examples").collect();
    let examples = problems::examples().filter(|(name, _)| named.contains(name));
    let components = document.components.get_or_insert_default();
    components.examples.extend(examples);
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [
        &mut item.get,
        &mut item.post,
        &mut item.put,
        &mut item.patch,
        &mut item.delete,
    ]
    .into_iter()
    .flatten()
}

fn complete_operation(operation: &mut Operation, may_fail: bool) {
    let mut kinds = problems::take_named(&mut operation.responses.responses);
    kinds.extend([ProblemType::TooManyRequests, ProblemType::WrongHost]);
    if may_fail {
        // Unknown query parameters are malformed, too.
        kinds.extend([
            ProblemType::MalformedRequest,
            ProblemType::Internal,
            ProblemType::Busy,
        ]);
    }
    if operation.request_body.is_some() {
        kinds.extend([
            ProblemType::Timeout,
            ProblemType::LengthRequired,
            ProblemType::TooLarge,
            ProblemType::UnsupportedMediaType,
            ProblemType::InvalidFields,
        ]);
    }
    let bearer = SecurityRequirement::new(BEARER, [""; 0]);
    if operation.security.get_or_insert_default().contains(&bearer) {
        kinds.push(ProblemType::Unauthenticated);
    }
    let answers = problems::by_status(&kinds);
    operation.responses.responses.extend(answers);
}
