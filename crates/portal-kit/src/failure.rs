//! Failed calls, in words.

use client::Error;
use contract::problem::{Problem, ProblemType};
use leptos::prelude::*;
use ui_kit::prelude::*;

use crate::settings::settings;
use crate::words::failure as words;

/// What happened and what to do, in one or two sentences.
pub fn explain(error: &Error) -> String {
    match error {
        Error::Network(_) => words::OFFLINE.to_owned(),
        Error::Unexpected { status } => words::unexpected(*status, settings().words.helper),
        Error::Problem(problem) => match problem.kind {
            ProblemType::LastOwner => words::LAST_OWNER.to_owned(),
            ProblemType::StaleVersion => words::STALE.to_owned(),
            ProblemType::TooManyRequests => words::too_many(problem.retry_after_seconds),
            ProblemType::Busy => words::busy(problem.retry_after_seconds),
            ProblemType::Internal => {
                words::internal(problem.request_id.as_deref(), settings().words.helper)
            }
            // The detail is more precise than the title.
            ProblemType::Conflict | ProblemType::Forbidden if !problem.detail.is_empty() => {
                problem.detail.clone()
            }
            _ => sentences(&problem.title, &problem.detail),
        },
    }
}

/// What the server says is wrong, in one or two sentences.
pub fn detail(problem: &Problem) -> String {
    sentences("", &problem.detail)
}

/// The title says what happened, the detail what to do.
fn sentences(title: &str, detail: &str) -> String {
    let parts = [title, detail].map(|part| part.trim_end_matches('.'));
    let parts = parts.iter().filter(|part| !part.is_empty());
    let sentences: Vec<_> = parts.map(|part| format!("{part}.")).collect();
    sentences.join(" ")
}

/// Shows a failed action as a toast.
pub fn toast(error: &Error) {
    use_toasts().error(explain(error));
}

/// Shows that a verification email was not sent, as a toast. If it was too early, it says when the next one
/// can be sent.
pub fn verification_toast(error: &Error) {
    let text = match error.problem() {
        Some(problem) if problem.kind == ProblemType::TooManyRequests => {
            words::verification_limited(problem.retry_after_seconds)
        }
        _ => explain(error),
    };
    use_toasts().error(text);
}

/// Retries as soon as the connection is back, while the failure is shown.
fn retry_when_online(error: &Error, retry: impl Fn() + 'static) {
    if matches!(error, Error::Network(_)) {
        let listening = window_event_listener_untyped("online", move |_| retry());
        on_cleanup(move || listening.remove());
    }
}

/// Replaces a page, or part of one, that could not be loaded.
pub fn state(error: &Error, on_retry: Option<Callback<()>>) -> AnyView {
    if let Some(retry) = on_retry {
        retry_when_online(error, move || retry.run(()));
    }
    let problem = error.problem();
    let is = |kind| problem.is_some_and(|problem| problem.kind == kind);
    let next = if is(ProblemType::Forbidden) {
        words::NEXT_FORBIDDEN.to_owned()
    } else if is(ProblemType::NotFound) {
        words::NEXT_NOT_FOUND.to_owned()
    } else if matches!(error, Error::Network(_)) {
        words::next_offline(settings().words.helper)
    } else {
        words::next(settings().words.helper)
    };
    let code = problem.map(|problem| problem.kind.code().to_owned());
    let request = problem.and_then(|problem| problem.request_id.clone());
    let message = match error {
        Error::Network(_) => words::OFFLINE_TITLE.to_owned(),
        _ => explain(error),
    };
    match on_retry.filter(|_| !is(ProblemType::Forbidden) && !is(ProblemType::NotFound)) {
        Some(retry) => view! {
            <ErrorState message=message next=next code=code request_id=request on_retry=retry/>
        }
        .into_any(),
        None => view! { <ErrorState message=message next=next code=code request_id=request/> }
            .into_any(),
    }
}

/// Replaces the content of a card that could not be loaded, with a button to try again.
pub fn notice(error: &Error, retry: impl Fn() + Send + Sync + 'static) -> AnyView {
    let message = explain(error);
    let retry = Callback::new(move |()| retry());
    retry_when_online(error, move || retry.run(()));
    view! {
        <Notice tone=Tone::Danger live=true>
            <p>{message}</p>
            <div class="notice-actions">
                <Button variant=ButtonVariant::Secondary small=true icon=Icon::Refresh on_click=retry>
                    {crate::words::RETRY}
                </Button>
            </div>
        </Notice>
    }
    .into_any()
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
        assert_eq!(sentences("", "Begin again"), "Begin again.");
    }
}
