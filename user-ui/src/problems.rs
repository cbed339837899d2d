//! Failures of calls, in words.

use client::Error;
use contract::problem::ProblemType;

use crate::words::problems as words;

/// A failure as a whole page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What happened.
    pub message: String,
    /// What to do.
    pub next: &'static str,
    /// What to quote to support.
    pub code: Option<String>,
    /// The request in the server's log.
    pub request_id: Option<String>,
}

impl From<&Error> for Failure {
    fn from(error: &Error) -> Self {
        let problem = error.problem();
        Self {
            message: match error {
                Error::Network(_) => words::OFFLINE_TITLE.to_owned(),
                Error::Unexpected { status } => words::unexpected(*status),
                Error::Problem(_) => in_words(error),
            },
            next: match error {
                Error::Network(_) => words::NEXT_OFFLINE,
                Error::Unexpected { .. } => words::NEXT_UNEXPECTED,
                Error::Problem(_) => words::NEXT,
            },
            code: problem.map(|problem| problem.kind.code().to_owned()),
            request_id: problem.and_then(|problem| problem.request_id.clone()),
        }
    }
}

/// The title says what happened, the detail what to do.
fn sentences(title: &str, detail: &str) -> String {
    [title, detail]
        .into_iter()
        .map(|part| part.trim_end_matches('.'))
        .filter(|part| !part.is_empty())
        .map(|part| format!("{part}."))
        .collect::<Vec<_>>()
        .join(" ")
}

/// What happened and what to do, in one or two sentences.
pub fn in_words(error: &Error) -> String {
    match error {
        Error::Network(_) => words::OFFLINE.to_owned(),
        Error::Unexpected { status } => {
            format!("{} {}", words::unexpected(*status), words::NEXT_UNEXPECTED)
        }
        Error::Problem(problem) => match problem.kind {
            ProblemType::TooManyRequests => words::too_many(problem.retry_after_seconds),
            ProblemType::Busy => words::busy(problem.retry_after_seconds),
            ProblemType::Internal => words::internal(problem.request_id.as_deref()),
            _ => sentences(&problem.title, &problem.detail),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::sentences;

    #[test]
    fn title_and_detail_become_sentences() {
        assert_eq!(
            sentences("Too late", "Begin again."),
            "Too late. Begin again."
        );
        assert_eq!(sentences("Too late", ""), "Too late.");
    }
}
