//! Why a job failed for some users: each reason with their number, and the action that helps them.

use contract::bulk::BulkAction;
use contract::bulk_jobs::{BulkJobFailure, SignInRemedy};
use leptos::prelude::*;
use ui_kit::prelude::*;

use super::results::reason;
use crate::remedies::bulk_action;
use crate::session::may;
use crate::words::bulk as words;

/// The action that helps the users whose problem names a remedy.
#[derive(Clone, Copy)]
pub(super) struct Help {
    pub remedy: SignInRemedy,
    pub action: BulkAction,
    /// How many they are.
    pub users: u64,
}

/// The reasons; nothing if the job has not failed for anybody. `ask` asks whether to begin the action that
/// helps.
pub(super) fn view(
    failures: Vec<BulkJobFailure>,
    busy: RwSignal<bool>,
    ask: Callback<Help>,
) -> Option<AnyView> {
    if failures.is_empty() {
        return None;
    }
    let line = |failure: &BulkJobFailure| {
        let why = reason(&failure.problem);
        let button = helped(failure, &failures).map(|help| {
            view! {
                <Button small=true variant=ButtonVariant::Secondary busy=busy
                    on_click=move || ask.run(help)>
                    {words::action_on(help.action, help.users)}
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
fn helped(failure: &BulkJobFailure, all: &[BulkJobFailure]) -> Option<Help> {
    let remedy = failure.problem.remedy?;
    let action = bulk_action(remedy).filter(|action| may(action.needs()))?;
    let mut same = all
        .iter()
        .filter(|other| other.problem.remedy == Some(remedy));
    let first = same.next()?;
    let more: u32 = same.map(|other| other.users).sum();
    (first == failure).then(|| Help {
        remedy,
        action,
        users: u64::from(first.users + more),
    })
}
