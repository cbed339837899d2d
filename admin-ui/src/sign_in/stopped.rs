//! After a right password: the account cannot sign in, and what to do about it.

use client::Error;
use contract::problem::ProblemType;
use leptos::prelude::*;
use rules::status::{Lock, LockReason};
use ui_kit::prelude::*;

use super::Steps;
use crate::address::{FORGOT_PASSWORD, USER_SIGN_IN};
use crate::words::{PRODUCT, sign_in as words};

pub(super) fn view(steps: Steps, email: String, error: &Error) -> AnyView {
    let problem = error.problem();
    let lock = problem.and_then(|problem| problem.lock);
    let kind = problem.map_or(ProblemType::Unknown, |problem| problem.kind);
    let (title, text, reset) = match kind {
        ProblemType::AccountLocked => {
            let (next, reset) = match lock.map(|lock| lock.reason) {
                Some(LockReason::Administrator) => (words::LOCKED_NEXT_ADMINISTRATOR, false),
                Some(LockReason::MfaEnrolmentPeriod) => (words::LOCKED_NEXT_ENROLMENT, false),
                _ => (words::LOCKED_NEXT, true),
            };
            (words::LOCKED_TITLE, next, reset)
        }
        ProblemType::AccountStaged => (words::STAGED_TITLE, words::STAGED_NEXT, false),
        ProblemType::TemporaryPasswordExpired => {
            (words::TEMPORARY_TITLE, words::TEMPORARY_NEXT, true)
        }
        _ => (words::SUSPENDED_TITLE, words::SUSPENDED_NEXT, false),
    };
    let foot = || view! { <TextLink href=USER_SIGN_IN>{words::USER_PORTAL}</TextLink> };
    view! {
        <SignInShell name=PRODUCT title=title foot=foot>
            <SignInAs email=email on_change=move || steps.restart()/>
            <Notice tone=Tone::Warn live=true>
                <div class="stack tight">
                    {lock.map(why)}
                    <p>{text}</p>
                </div>
            </Notice>
            {reset.then(|| view! { <LinkButton href=FORGOT_PASSWORD full=true>{words::RESET}</LinkButton> })}
            <Button variant=ButtonVariant::Secondary full=true on_click=move || steps.restart()>{words::AGAIN}</Button>
        </SignInShell>
    }
    .into_any()
}

fn why(lock: Lock) -> AnyView {
    let reason = match lock.reason {
        LockReason::FailedPasswordAttempts => words::LOCKED_ATTEMPTS,
        LockReason::FailedFactorAttempts => words::LOCKED_FACTORS,
        LockReason::MfaEnrolmentPeriod => words::LOCKED_ENROLMENT,
        LockReason::Administrator => words::LOCKED_ADMINISTRATOR,
    };
    view! {
        <p>
            {reason}
            {move || lock.until.map(|until| format!(" {}", words::unlocks(&relative(until.into()))))}
        </p>
    }
    .into_any()
}
