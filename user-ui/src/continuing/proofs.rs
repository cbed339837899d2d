//! What an application asks the person for before it opens.

use client::Error;
use contract::problem::ProblemType;
use leptos::prelude::*;
use portal_kit::factors::{Question, prove};

use crate::account;
use crate::words::{applications, continuing as words};

/// An application asks for at most two things, one after the other: a new sign-in and a factor. More is
/// asked only if what was given has expired meanwhile.
const MOST_ASKED: usize = 4;

/// Calls the server, and again after each proof that the application with this name asks for. `None` if
/// the person did not give it.
pub async fn with_proofs<T>(
    name: impl Fn() -> String,
    call: impl AsyncFn() -> Result<T, Error>,
) -> Option<Result<T, Error>> {
    let mut outcome = call().await;
    for _ in 0..MOST_ASKED {
        let Some(question) = outcome.as_ref().err().and_then(|error| asked(error, &name)) else {
            break;
        };
        if !prove(question).await {
            return None;
        }
        outcome = call().await;
    }
    Some(outcome)
}

/// The question to the person, if the error asks for a proof.
fn asked(error: &Error, name: impl Fn() -> String) -> Option<Question> {
    let problem = error.problem()?;
    if problem.kind != ProblemType::ProofRequired {
        return None;
    }
    let sign_in = problem.factors.is_empty();
    let lead = if sign_in {
        let email = account::me().get_untracked().map(|me| me.email);
        words::asks_to_sign_in(&name(), &email.unwrap_or_default())
    } else {
        applications::asks(&name())
    };
    Some(Question {
        lead,
        sign_in,
        other_account: Some(words::OTHER_ACCOUNT),
        if_refused: Some(applications::TRY_OR_ASK),
    })
}
