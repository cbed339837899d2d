//! A line of a list whose item can be removed and added again.

use client::Error;
use leptos::prelude::*;
use portal_kit::api::run;
use portal_kit::failure;
use ui_kit::prelude::*;

use crate::words;

/// What a [`removable_line`] is called, for screen readers.
pub struct LineNames {
    /// What follows "Remove".
    pub remove: String,
    /// What follows "Undo".
    pub undo: String,
}

/// A line with a button that removes its item immediately. The line stays, and the same button undoes
/// it, because a message could not be reached from a panel with the keyboard. `change` and `done`, the
/// message, receive whether the item is added again. `then` runs after each change.
pub fn removable_line<F>(
    names: LineNames,
    content: AnyView,
    change: impl Fn(bool) -> F + Send + Sync + 'static,
    done: impl Fn(bool) -> String + Clone + Send + Sync + 'static,
    then: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView
where
    F: Future<Output = Result<(), Error>> + 'static,
{
    let (busy, out) = (RwSignal::new(false), RwSignal::new(false));
    let act = move || {
        busy.set(true);
        let (was_out, done) = (out.get_untracked(), done.clone());
        run(change(was_out), move |answer| {
            busy.try_set(false);
            match answer {
                Ok(()) => {
                    out.try_set(!was_out);
                    use_toasts().ok(done(was_out));
                }
                Err(error) => failure::toast(&error),
            }
            then();
        });
    };
    let verb = move || {
        if out.get() {
            words::UNDO
        } else {
            words::REMOVE
        }
    };
    let rest = move || {
        if out.get() {
            names.undo.clone()
        } else {
            names.remove.clone()
        }
    };
    view! {
        <li class:gone=out>
            {content}
            {move || out.get().then(|| view! { <span class="muted small">{words::REMOVED}</span> })}
            <Button small=true variant=ButtonVariant::Secondary busy=busy on_click=act>
                {verb}<span class="hidden">" "{rest}</span>
            </Button>
        </li>
    }
    .into_any()
}
