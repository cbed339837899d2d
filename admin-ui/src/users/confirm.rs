//! The questions before suspending, deleting, expiring a password and resetting factors.

use leptos::prelude::*;
use ui_kit::prelude::*;

use super::acts::{Act, Acts};
use crate::list::List;
use crate::words::{mfa, users as words};

pub(super) fn view(acts: Acts, list: List) -> AnyView {
    let open = RwSignal::new(false);
    // The dialog's words stay while it closes.
    let about = Memo::new(move |before: Option<&Option<_>>| {
        let asked = acts.asking.get().filter(|(act, _)| act.is_asked());
        asked.or_else(|| before.cloned().flatten())
    });
    Effect::new(move || {
        let asks = |(act, _): &(Act, _)| act.is_asked();
        if acts.asking.with(|asked| asked.as_ref().is_some_and(asks)) {
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
                Some((act, user)) => of(*act, &user.name, &user.email),
                None => String::new(),
            })
        })
    };
    let title = text(|act, name, _| match act {
        Act::Suspend => words::suspend_title(name),
        Act::ExpirePassword => words::expire_title(name),
        Act::ResetFactors => mfa::reset_title(name),
        _ => words::delete_title(name),
    });
    let body = text(|act, name, email| match act {
        Act::Suspend => words::suspend_body(name, email),
        Act::ExpirePassword => words::expire_body(name, email),
        Act::ResetFactors => mfa::reset_body(name, email),
        _ => words::delete_body(name, email),
    });
    let verb = text(|act, _, _| {
        match act {
            Act::Suspend => words::SUSPEND_USER,
            Act::ExpirePassword => words::EXPIRE,
            Act::ResetFactors => mfa::RESET,
            _ => words::DELETE_USER,
        }
        .to_owned()
    });
    let confirm = move || {
        if let Some((act, user)) = about.get_untracked() {
            acts.perform(act, user, move |done| {
                if done {
                    open.try_set(false);
                    if act == Act::Delete {
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
