//! The checks of the gate, each with its fact and with what would change it.

use contract::applications::{AccessCheck, AccessResult, AccessStep, Application};
use leptos::prelude::*;
use rules::access::Check;
use rules::status::Lock;
use ui_kit::prelude::*;

use super::super::actions::ItemActions;
use super::check_access::Checked;
use super::mend;
use crate::words::{access as words, status};

/// The check that decides: the first that refuses, even if an earlier one requires something; otherwise
/// the first that requires something. `None` if all pass.
fn decisive(check: &AccessCheck) -> Option<&AccessStep> {
    let first = |result| check.steps.iter().find(|step| step.result == result);
    first(AccessResult::Refuse).or_else(|| first(AccessResult::StepUp))
}

/// The answer.
pub(super) fn result(check: &AccessCheck) -> AccessResult {
    decisive(check).map_or(AccessResult::Open, |step| step.result)
}

/// Why the answer is what it is.
pub(super) fn why(check: &AccessCheck) -> String {
    match decisive(check) {
        Some(step) => fact(step, check),
        None => words::fact(Check::Assignment, check),
    }
}

/// All checks, in order.
pub(super) fn view(one: &Application, checked: &Checked, actions: ItemActions) -> AnyView {
    let line = |step: &AccessStep| line(step, one, checked, actions);
    let lines = checked.check.steps.iter().map(line).collect_view();
    view! {
        <Section title=words::CHECKS>
            <ol class="log checks">{lines}</ol>
        </Section>
    }
    .into_any()
}

fn line(step: &AccessStep, one: &Application, checked: &Checked, actions: ItemActions) -> AnyView {
    let (icon, class, result) = match step.result {
        AccessResult::Open => (Icon::CheckCircle, "line-icon ok", words::PASSES),
        AccessResult::StepUp => (Icon::Info, "line-icon", words::ASKS),
        AccessResult::Refuse => (Icon::Stop, "line-icon danger", words::REFUSES),
    };
    let fact = fact(step, &checked.check);
    let lock = checked
        .check
        .lock
        .filter(|_| step.check == Check::Account && step.result == AccessResult::Refuse)
        .map(|lock| view! { <p class="muted">{move || lock_words(lock)}</p> });
    let mend = mend::view(step, one, checked, actions);
    view! {
        <li>
            <span class=class><Glyph icon=icon/></span>
            <div class="grow">
                <p class="strong">{words::check(step.check)}<span class="hidden">": "{result}</span></p>
                <p class="muted">{fact}</p>
                {lock}
            </div>
            {mend}
        </li>
    }
    .into_any()
}

/// What a check has found.
fn fact(step: &AccessStep, check: &AccessCheck) -> String {
    match (step.reason, step.step_up) {
        (Some(reason), _) => words::refusal(reason).to_owned(),
        (None, Some(step_up)) => words::step_up(step_up).to_owned(),
        (None, None) => words::fact(step.check, check),
    }
}

/// Why the account is locked, and until when.
fn lock_words(lock: Lock) -> String {
    let begun = status::locked(lock.reason, &relative(lock.at.into()));
    match lock.until {
        Some(until) => {
            let ends = status::unlocks(&relative(until.into()), &exact(until.into()));
            format!("{begun} {ends}")
        }
        None => begun,
    }
}
