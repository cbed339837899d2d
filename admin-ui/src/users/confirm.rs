//! The questions before suspending and deleting.

use leptos::prelude::*;
use ui_kit::prelude::*;

use super::acts::{Act, Acts};
use crate::list::List;
use crate::words::users as words;

pub(super) fn view(acts: Acts, list: List) -> AnyView {
    let open = RwSignal::new(false);
    // The dialog's words stay while it closes.
    let about = Memo::new(move |before: Option<&Option<_>>| {
        let asked = acts
            .asking
            .get()
            .filter(|(act, _)| matches!(act, Act::Suspend | Act::Delete));
        asked.or_else(|| before.cloned().flatten())
    });
    Effect::new(move || {
        let asks = |(act, _): &(Act, _)| matches!(act, Act::Suspend | Act::Delete);
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
    let text = move |suspend: fn(&str, &str) -> String, delete: fn(&str, &str) -> String| {
        Signal::derive(move || {
            about.with(|about| match about {
                Some((Act::Suspend, user)) => suspend(&user.name, &user.email),
                Some((_, user)) => delete(&user.name, &user.email),
                None => String::new(),
            })
        })
    };
    let title = text(
        |name, _| words::suspend_title(name),
        |name, _| words::delete_title(name),
    );
    let body = text(words::suspend_body, words::delete_body);
    let verb = text(
        |_, _| words::SUSPEND_USER.to_owned(),
        |_, _| words::DELETE_USER.to_owned(),
    );
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
