//! Why a job failed for some users: each reason with their number, and the action that helps them.

use contract::bulk::BulkAction;
use contract::bulk_jobs::{BulkJobFailure, SignInRemedy};
use leptos::prelude::*;
use ui_kit::prelude::*;

use super::results::reason;
use crate::remedies::bulk_action;
use crate::session::may;
use crate::words::bulk as words;

/// The reasons; nothing if the job has not failed for anybody. `next` begins the action for the users whose
/// problem names the remedy.
pub(super) fn view(
    failures: Vec<BulkJobFailure>,
    busy: RwSignal<bool>,
    next: Callback<(SignInRemedy, BulkAction)>,
) -> Option<AnyView> {
    if failures.is_empty() {
        return None;
    }
    let line = |failure: &BulkJobFailure| {
        let why = reason(&failure.problem);
        let button = helped(failure, &failures).map(|(remedy, action, count)| {
            view! {
                <Button small=true variant=ButtonVariant::Secondary busy=busy
                    on_click=move || next.run((remedy, action))>
                    {words::action_on(action, count)}
                </Button>
            }
        });
        view! {
            <li>
                <p><span class="strong">{words::users(failure.users.into())}</span>": "{why}</p>
                {button}
            </li>
        }
    };
    let lines = failures.iter().map(line).collect_view();
    Some(view! { <ul class="bullets">{lines}</ul> }.into_any())
}

/// The remedy of a failure, the action that performs it if the role allows it, and the number of users who
/// need it. `None` if an earlier failure has the same remedy.
fn helped(
    failure: &BulkJobFailure,
    all: &[BulkJobFailure],
) -> Option<(SignInRemedy, BulkAction, u64)> {
    let remedy = failure.problem.remedy?;
    let action = bulk_action(remedy).filter(|action| may(action.needs()))?;
    let mut same = all
        .iter()
        .filter(|other| other.problem.remedy == Some(remedy));
    let first = same.next()?;
    let more: u32 = same.map(|other| other.users).sum();
    (first == failure).then(|| (remedy, action, u64::from(first.users + more)))
}
