//! A state in one word, with an icon.

use leptos::prelude::*;

use crate::dom::text as words;
use crate::icon::{Glyph, Icon};
use crate::tone::Tone;

/// A state in one word. Put a [`Tooltip`](crate::tooltip::Tooltip) around it to say why.
#[component]
pub fn Badge(
    /// What the state means.
    #[prop(into)]
    tone: Signal<Tone>,
    /// The icon; by default the tone's.
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
