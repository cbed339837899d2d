//! A state in one word, with an icon.

use leptos::prelude::*;

use crate::dom::text as words;
use crate::icon::{Glyph, Icon};
use crate::tone::Tone;

/// A state in one word. Wrap it in a [`Tooltip`](crate::tooltip::Tooltip) to explain it.
#[component]
pub fn Badge(
    /// The meaning of the state.
    #[prop(into)]
    tone: Signal<Tone>,
    /// The icon; by default that of the tone.
    #[prop(optional, into)]
    icon: Signal<Option<Icon>>,
    /// The word.
    #[prop(into)]
    text: Signal<String>,
) -> AnyView {
    let shown = Signal::derive(move || icon.get().unwrap_or_else(|| tone.get().icon()));
    view! {
        <span class=words(move || format!("badge {}", tone.get().class()))>
            <Glyph icon=shown size=14/>
            {text}
        </span>
    }
    .into_any()
}
