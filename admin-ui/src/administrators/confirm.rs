//! The questions before suspending, removing, and resetting factors.

use leptos::prelude::*;
use ui_kit::prelude::*;

use super::acts::{Act, Acts};
use crate::list::List;
use crate::words::{administrators as words, mfa};

pub(super) fn view(acts: Acts, list: List) -> AnyView {
    let open = RwSignal::new(false);
    // The dialog's words stay while it closes.
    let about = Memo::new(move |before: Option<&Option<_>>| {
        acts.asking.get().or_else(|| before.cloned().flatten())
    });
    Effect::new(move || {
        if acts.asking.with(Option::is_some) {
            open.set(true);
        }
    });
    // So that the same can be asked again.
    Effect::new(move |before: Option<bool>| {
        let now = open.get();
        if before == Some(true) && !now {
            acts.asking.set(None);
        }
        now
    });
    let text = move |of: fn(Act, &str, &str) -> String| {
        Signal::derive(move || {
            about.with(|about| match about {
                Some((act, one)) => of(*act, &one.name, &one.email),
                None => String::new(),
            })
        })
    };
    let title = text(|act, name, _| match act {
        Act::Suspend => words::suspend_title(name),
        Act::ResetFactors => mfa::reset_title(name),
        _ => words::remove_title(name),
    });
    let body = text(|act, name, email| match act {
        Act::Suspend => words::suspend_body(name, email),
        Act::ResetFactors => mfa::reset_body(name, email),
        _ => words::remove_body(name, email),
    });
    let verb = text(|act, _, _| {
        match act {
            Act::Suspend => words::SUSPEND_ADMINISTRATOR,
            Act::ResetFactors => mfa::RESET,
            _ => words::REMOVE_ADMINISTRATOR,
        }
        .to_owned()
    });
    let confirm = move || {
        if let Some((act, of)) = about.get_untracked() {
            acts.perform(act, of, move |done| {
                if done {
                    open.try_set(false);
                    if act == Act::Remove {
                        list.close();
                    }
                }
            });
        }
    };
    view! {
        <ConfirmDialog open=open title=title verb=verb danger=true busy=acts.busy error=acts.error on_confirm=confirm>
            <p>{move || body.get()}</p>
        </ConfirmDialog>
    }
    .into_any()
}
