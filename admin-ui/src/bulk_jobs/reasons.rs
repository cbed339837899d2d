//! Why a job failed for some users: each reason with their number, and the action that fixes it.

use contract::bulk::BulkAction;
use contract::bulk_jobs::{BulkJobFailure, SignInRemedy};
use leptos::prelude::*;
use ui_kit::prelude::*;

use crate::remedies::bulk_action;
use crate::session::may;
use crate::words::bulk as words;

/// The action that fixes the failures of the users whose problem names a remedy.
#[derive(Clone, Copy)]
pub(super) struct RemedyAction {
    pub remedy: SignInRemedy,
    pub action: BulkAction,
    /// The number of users with this remedy.
    pub users: u64,
}

/// The reasons; nothing if the job has not failed for anybody. `ask` opens the confirmation dialog of the
/// action that fixes them.
pub(super) fn view(
    failures: Vec<BulkJobFailure>,
    busy: RwSignal<bool>,
    ask: Callback<RemedyAction>,
) -> Option<AnyView> {
    if failures.is_empty() {
        return None;
    }
    let line = |failure: &BulkJobFailure| {
        let why = failure.problem.explanation();
        let button = remedy_action(failure, &failures).map(|remedy| {
            view! {
                <Button small=true variant=ButtonVariant::Secondary busy=busy
                    on_click=move || ask.run(remedy)>
                    {words::action_on(remedy.action, remedy.users)}
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

/// The action that performs the remedy of a failure, if the role allows it. `None` if an earlier failure has
/// the same remedy.
fn remedy_action(failure: &BulkJobFailure, all: &[BulkJobFailure]) -> Option<RemedyAction> {
    let remedy = failure.problem.remedy?;
    let action = bulk_action(remedy).filter(|action| may(action.needs()))?;
    let mut same = all
        .iter()
        .filter(|other| other.problem.remedy == Some(remedy));
    let first = same.next()?;
    let more: u32 = same.map(|other| other.users).sum();
    (first == failure).then(|| RemedyAction {
        remedy,
        action,
        users: u64::from(first.users + more),
    })
}
