//! Failed calls in words.

use client::Error;
use contract::problem::ProblemType;
use leptos::prelude::*;
use ui_kit::prelude::*;

use crate::words::failure as words;

/// What happened and what to do, in a sentence or two.
pub fn explain(error: &Error) -> String {
    match error {
        Error::Network(_) => words::NETWORK.to_owned(),
        Error::Unexpected { status } => words::unexpected(*status),
        Error::Problem(problem) => match problem.kind {
            ProblemType::LastOwner => words::LAST_OWNER.to_owned(),
            ProblemType::StaleVersion => words::STALE.to_owned(),
            // Its detail says only what to do.
            ProblemType::WrongCredentials => format!("{}. {}.", problem.title, problem.detail),
            _ if problem.detail.is_empty() => problem.title.clone(),
            _ => problem.detail.clone(),
        },
    }
}

/// Says in passing that something was not done.
pub fn toast(error: &Error) {
    use_toasts().error(explain(error));
}

/// Stands in place of what could not be loaded.
pub fn state(error: &Error, on_retry: Option<Callback<()>>) -> AnyView {
    let problem = error.problem();
    let is = |kind| problem.is_some_and(|problem| problem.kind == kind);
    let next = if is(ProblemType::Forbidden) {
        words::NEXT_FORBIDDEN
    } else if is(ProblemType::NotFound) {
        words::NEXT_NOT_FOUND
    } else if matches!(error, Error::Network(_)) {
        words::NEXT_NETWORK
    } else {
        words::NEXT
    };
    let code = problem.map(|problem| problem.kind.code().to_owned());
    let request = problem.and_then(|problem| problem.request_id.clone());
    let (message, next) = (explain(error), next.to_owned());
    match on_retry.filter(|_| !is(ProblemType::Forbidden) && !is(ProblemType::NotFound)) {
        Some(retry) => view! {
            <ErrorState message=message next=next code=code request_id=request on_retry=retry/>
        }
        .into_any(),
        None => view! { <ErrorState message=message next=next code=code request_id=request/> }
            .into_any(),
    }
}
