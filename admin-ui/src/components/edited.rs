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
