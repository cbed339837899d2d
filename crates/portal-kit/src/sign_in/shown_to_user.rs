//! What the sign-in page shows after the correct password, for administrators who help.

use client::Error;
use contract::problem::{Problem, ProblemType};
use contract::sign_in::diagnosis::SignInAnswer;
use contract::sign_in::{NextStep, ReplaceReason};
use rules::status::LockReason;

use super::refused;
use crate::failure::explain;
use crate::words::sign_in as words;

/// The heading of the page and the text below it, in the words of the page. `None` if the person gets in.
pub fn shown(answer: &SignInAnswer) -> Option<(&'static str, String)> {
    if let Some(problem) = &answer.problem {
        return Some(match problem.kind {
            ProblemType::WrongCredentials => {
                let error = Error::Problem(Box::new(problem.clone()));
                (words::TITLE_PASSWORD, wrong_password(&error))
            }
            _ => (refused::title(problem), happened(problem).to_owned()),
        });
    }
    match (answer.next_step, answer.replace_reason) {
        (Some(NextStep::Factor), _) => Some((words::TITLE_FACTOR, String::new())),
        (Some(NextStep::AcceptTerms), _) => Some((words::TITLE_TERMS, String::new())),
        (Some(NextStep::ReplacePassword), Some(ReplaceReason::Expired)) => {
            Some((words::TITLE_REPLACE, words::REPLACE_EXPIRED.to_owned()))
        }
        (Some(NextStep::ReplacePassword), _) => {
            Some((words::TITLE_REPLACE, words::REPLACE_TEMPORARY.to_owned()))
        }
        (Some(NextStep::Password | NextStep::Complete) | None, _) => None,
    }
}

/// The message about a wrong password. It always mentions a lock, because the server responds to a
/// locked account as to a wrong password, and somebody else may have locked it.
pub(super) fn wrong_password(error: &Error) -> String {
    format!("{}{}", explain(error), words::MAYBE_LOCKED)
}

fn happened(problem: &Problem) -> &'static str {
    match (problem.kind, problem.lock.map(|lock| lock.reason)) {
        (ProblemType::AccountSuspended, _) => words::SUSPENDED,
        (ProblemType::OrganizationSuspended, _) => words::ORGANIZATION_SUSPENDED,
        (ProblemType::AccountStaged, _) => words::STAGED,
        (ProblemType::TemporaryPasswordExpired, _) => words::TEMPORARY,
        (_, Some(LockReason::FailedPasswordAttempts)) => words::LOCKED_PASSWORDS,
        (_, Some(LockReason::FailedFactorAttempts)) => words::LOCKED_FACTORS,
        (_, Some(LockReason::MfaEnrollmentPeriod)) => words::LOCKED_ENROLLMENT,
        // The page has other words for users than for administrators.
        (_, Some(LockReason::Administrator) | None) => "",
    }
}
