//! A number for an overview.

use leptos::prelude::*;

use crate::dom::{live, text};
use crate::icon::glyph;
use crate::tone::Tone;

/// A number with its name, for an overview.
#[component]
pub fn Stat(
    /// What is counted.
    #[prop(into)]
    label: String,
    /// The number.
    #[prop(into)]
    value: Signal<String>,
    /// A link to the list of the counted items.
    #[prop(optional, into)]
    href: Option<String>,
    /// The tone of the number.
    #[prop(optional, into)]
    tone: Signal<Tone>,
    /// A note below it.
    #[prop(optional, into)]
    note: Signal<Option<String>>,
) -> AnyView {
    let inside = view! {
        <span class="stat-label">
            {live(move || (tone.get() != Tone::Neutral).then(|| glyph(tone.get().icon(), 16)))}
            {label}
        </span>
        <span class="stat-value">{value}</span>
        {live(move || note.get().map(|note| view! { <span class="stat-note">{note}</span> }.into_any()))}
    }
    .into_any();
    let class = text(move || format!("stat {}", tone.get().class()));
    match href {
        Some(href) => view! { <a class=class href=href>{inside}</a> }.into_any(),
        None => view! { <div class=class>{inside}</div> }.into_any(),
    }
}
