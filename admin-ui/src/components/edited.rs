//! Whether a form was edited.

use leptos::prelude::*;

/// Whether the input of a form differs from the input at this call. `input` reads every field.
pub fn edited<T>(input: impl Fn() -> T + Send + Sync + 'static) -> Signal<bool>
where
    T: PartialEq + Send + Sync + 'static,
{
    let before = untrack(&input);
    Signal::derive(move || input() != before)
}

/// Whether a form has unsaved edits: [`edited`], until `saved` is set.
pub fn unsaved<T>(
    saved: RwSignal<bool>,
    input: impl Fn() -> T + Send + Sync + 'static,
) -> Signal<bool>
where
    T: PartialEq + Send + Sync + 'static,
{
    let edited = edited(input);
    Signal::derive(move || !saved.get() && edited.get())
}
