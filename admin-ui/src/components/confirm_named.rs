//! The confirmation dialog for deleting, revoking or replacing something that has a name.

use std::future::Future;

use client::Error;
use leptos::prelude::*;
use portal_kit::confirm::{Question, confirm};
use ui_kit::prelude::*;

/// The texts of the dialog and of the message after success; functions get the item's name. Copy.
#[derive(Clone, Copy)]
pub struct NamedQuestion {
    /// The question.
    pub title: fn(&str) -> String,
    /// The consequences.
    pub body: fn(&str) -> String,
    /// The action, as on the button.
    pub verb: &'static str,
    /// The message after success.
    pub done: fn(&str) -> String,
}

/// The dialog. It opens when `asking` has an item, and calls `act` with it when the person confirms. After
/// success, `changed` is incremented, so that the list loads its items again.
pub fn confirm_named<T, Call>(
    asking: RwSignal<Option<T>>,
    words: NamedQuestion,
    name: fn(&T) -> &str,
    changed: RwSignal<u32>,
    act: impl Fn(T) -> Call + Send + Sync + 'static,
) -> AnyView
where
    T: Clone + Send + Sync + 'static,
    Call: Future<Output = Result<(), Error>> + 'static,
{
    let question = Question {
        title: move |one: &T| (words.title)(name(one)),
        body: move |one: &T| (words.body)(name(one)),
        verb: words.verb,
        danger: true,
    };
    confirm(asking, question, act, move |one, ()| {
        use_toasts().ok((words.done)(name(&one)));
        changed.try_update(|n| *n += 1);
    })
}
