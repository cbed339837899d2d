//! The password was right, but the account may not be used: why, until when, what to do,
//! whom to ask.

use client::Error;
use contract::problem::{Problem, ProblemType};
use leptos::prelude::*;
use rules::status::{Lock, LockReason};
use ui_kit::prelude::*;

use super::{Flow, Step};
use crate::problems::in_words;
use crate::words::{self, sign_in};

/// The page's heading.
pub fn title(problem: &Problem) -> &'static str {
    match problem.kind {
        ProblemType::AccountSuspended => sign_in::TITLE_SUSPENDED,
        ProblemType::AccountStaged => sign_in::TITLE_STAGED,
        ProblemType::TemporaryPasswordExpired => sign_in::TITLE_TEMPORARY,
        _ => sign_in::TITLE_LOCKED,
    }
}

pub fn blocked(flow: Flow, problem: &Problem, before: &Step) -> AnyView {
    let (what, next, may_reset) = match problem.kind {
        ProblemType::AccountSuspended => (
            vec![sign_in::SUSPENDED.to_owned()],
            sign_in::SUSPENDED_NEXT,
            false,
        ),
        ProblemType::AccountStaged => (
            vec![sign_in::STAGED.to_owned()],
            sign_in::STAGED_NEXT,
            false,
        ),
        ProblemType::TemporaryPasswordExpired => (
            vec![sign_in::TEMPORARY.to_owned()],
            sign_in::TEMPORARY_NEXT,
            true,
        ),
        _ => locked(problem),
    };
    // After the password step no password is taken any more: the sign-in begins anew.
    let at_password = *before == Step::Password;
    let again = move || {
        if at_password {
            flow.step.set(Step::Password);
        } else {
            flow.restart(None);
        }
    };
    // A passkey alone does not say whose it is.
    let named = *before != Step::Email;
    view! {
        {named.then(|| view! {
            <SignInAs email=flow.account.email on_change=move || flow.not_you()/>
        })}
        <Notice tone=Tone::Warn live=true>
            {what.into_iter().map(|text| view! { <p>{text}</p> }).collect_view()}
        </Notice>
        <p>{next}</p>
        <div class="stack tight">
            {may_reset.then(|| view! {
                <LinkButton href="/forgot-password" full=true>{words::RESET_PASSWORD}</LinkButton>
            })}
            <Button variant=ButtonVariant::Secondary full=true on_click=again>{words::RETRY}</Button>
        </div>
    }
    .into_any()
}

/// What happened, what to do, and whether a reset helps.
fn locked(problem: &Problem) -> (Vec<String>, &'static str, bool) {
    match problem.lock {
        Some(Lock {
            reason: LockReason::Administrator,
            ..
        }) => (
            vec![sign_in::LOCKED_BY_ADMINISTRATOR.to_owned()],
            sign_in::LOCKED_CONTACT,
            false,
        ),
        Some(Lock {
            reason: LockReason::MfaEnrolmentPeriod,
            ..
        }) => (
            vec![sign_in::LOCKED_ENROLMENT.to_owned()],
            sign_in::LOCKED_ENROLMENT_NEXT,
            false,
        ),
        Some(Lock { until, reason, .. }) => {
            // A reset asks for the factor too, which is not looked at while it is locked.
            let by_factors = reason == LockReason::FailedFactorAttempts;
            let for_good = if by_factors {
                sign_in::LOCKED_FACTORS_FOR_GOOD
            } else {
                sign_in::LOCKED_FOR_GOOD
            };
            let end = until.map_or_else(
                || for_good.to_owned(),
                |until| {
                    let at = Moment::from(until);
                    let relative = untrack(move || relative(at));
                    let soon = relative.strip_prefix("in ").map(|_| &*relative);
                    sign_in::unlocks(soon.unwrap_or_default(), &untrack(move || exact(at)))
                },
            );
            let (why, next) = if by_factors {
                (sign_in::LOCKED_FACTORS, sign_in::LOCKED_FACTORS_NEXT)
            } else {
                (sign_in::LOCKED_ATTEMPTS, sign_in::LOCKED_NEXT)
            };
            (vec![why.to_owned(), end], next, !by_factors)
        }
        None => (
            vec![in_words(&Error::Problem(Box::new(problem.clone())))],
            sign_in::LOCKED_NEXT,
            true,
        ),
    }
}
