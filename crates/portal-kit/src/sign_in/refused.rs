//! The page for a refused account after a correct password or passkey: why, until when, what to do.

use contract::problem::{Problem, ProblemType};
use leptos::prelude::*;
use rules::status::{Lock, LockReason};
use rules::time::Timestamp;
use ui_kit::prelude::*;

use super::{Flow, Step};
use crate::settings::settings;
use crate::words::sign_in as words;

/// The heading.
pub(super) fn title(problem: &Problem) -> &'static str {
    match problem.kind {
        ProblemType::AccountSuspended => words::TITLE_SUSPENDED,
        ProblemType::OrganizationSuspended => words::TITLE_ORGANIZATION,
        ProblemType::AccountStaged => words::TITLE_STAGED,
        ProblemType::TemporaryPasswordExpired => words::TITLE_TEMPORARY,
        _ => words::TITLE_LOCKED,
    }
}

/// The text of the page.
struct Explanation {
    happened: Vec<String>,
    next: &'static str,
    /// Whether resetting the password helps.
    reset: bool,
}

impl Explanation {
    fn new(happened: &str, next: &'static str, reset: bool) -> Self {
        Self {
            happened: vec![happened.to_owned()],
            next,
            reset,
        }
    }
}

pub(super) fn refused(flow: Flow, problem: &Problem, before: &Step) -> AnyView {
    let Explanation {
        happened,
        next,
        reset,
    } = explanation(problem);
    // A lock returns the sign-in to the password, which shows whether the account is still locked. Any
    // other refusal after the password ends it.
    let at_password = match before {
        Step::Password => true,
        Step::Factor(_) | Step::AcceptTerms(_) | Step::ReplacePassword(_) => {
            problem.kind == ProblemType::AccountLocked
        }
        _ => false,
    };
    let again = move || {
        if at_password {
            flow.step.set(Step::Password);
        } else {
            flow.restart(None);
        }
    };
    // A passkey does not name the account.
    let named = *before != Step::Email;
    view! {
        {named.then(|| view! {
            <SignInAs email=flow.email on_change=move || flow.not_you()/>
        })}
        <Notice tone=Tone::Warn live=true>
            {happened.into_iter().map(|text| view! { <p>{text}</p> }).collect_view()}
        </Notice>
        <p>{next}</p>
        <div class="stack tight">
            {reset.then(|| view! {
                <LinkButton href=settings().routes.forgot_password full=true>
                    {settings().words.reset_password}
                </LinkButton>
            })}
            <Button variant=ButtonVariant::Secondary full=true on_click=again>{crate::words::RETRY}</Button>
        </div>
    }
    .into_any()
}

fn explanation(problem: &Problem) -> Explanation {
    let own = &settings().words.refused;
    match (problem.kind, problem.lock) {
        (ProblemType::AccountSuspended, _) => {
            Explanation::new(words::SUSPENDED, own.suspended, false)
        }
        (ProblemType::OrganizationSuspended, _) => Explanation::new(
            words::ORGANIZATION_SUSPENDED,
            words::ORGANIZATION_SUSPENDED_NEXT,
            false,
        ),
        (ProblemType::AccountStaged, _) => Explanation::new(words::STAGED, own.staged, false),
        (ProblemType::TemporaryPasswordExpired, _) => {
            Explanation::new(words::TEMPORARY, own.temporary_expired, true)
        }
        (_, Some(lock)) => {
            let mut explanation = locked(lock);
            let note = problem.lock_note.as_deref().map(words::lock_note);
            explanation.happened.extend(note);
            explanation
        }
        (_, None) => Explanation::new(words::TITLE_LOCKED, own.locked, true),
    }
}

fn locked(lock: Lock) -> Explanation {
    let own = &settings().words.refused;
    let mut explanation = match lock.reason {
        LockReason::FailedPasswordAttempts => {
            Explanation::new(words::LOCKED_PASSWORDS, own.locked, true)
        }
        // A reset requires a factor too, and factors are not verified while the account is locked.
        LockReason::FailedFactorAttempts => {
            Explanation::new(words::LOCKED_FACTORS, own.locked_by_factors, false)
        }
        LockReason::MfaEnrollmentPeriod => {
            return Explanation::new(words::LOCKED_ENROLLMENT, own.enrollment_over, false);
        }
        LockReason::Administrator => {
            let happened = own.locked_by_administrator;
            return Explanation::new(happened, own.locked_by_administrator_next, false);
        }
    };
    explanation.happened.push(match lock.until {
        Some(until) => unlocks(until),
        None if lock.reason == LockReason::FailedFactorAttempts => {
            words::LOCKED_UNTIL_UNLOCKED.to_owned()
        }
        None => own.locked_for_good.to_owned(),
    });
    explanation
}

/// When a lock ends, in a sentence.
pub fn lock_end(lock: Lock) -> String {
    lock.until
        .map_or_else(|| words::LOCKED_UNTIL_UNLOCKED.to_owned(), unlocks)
}

fn unlocks(until: Timestamp) -> String {
    let at = Moment::from(until);
    let relative = untrack(move || relative(at));
    let soon = relative.strip_prefix("in ").map(|_| &*relative);
    words::unlocks(soon.unwrap_or_default(), &untrack(move || exact(at)))
}
