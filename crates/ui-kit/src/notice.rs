//! A message inside a page.

use leptos::prelude::*;

use crate::icon::{Icon, glyph};
use crate::tone::Tone;
use crate::words;

/// A message with an icon, next to what it is about.
#[component]
pub fn Notice(
    /// The kind of message.
    tone: Tone,
    /// The first line.
    #[prop(optional, into)]
    title: Option<String>,
    /// Shows a close button that calls this.
    #[prop(optional, into)]
    on_dismiss: Option<Callback<()>>,
    /// Announced by screen readers, because it results from the person's action.
    #[prop(optional)]
    live: bool,
    /// The message.
    children: Children,
) -> AnyView {
    let role = live.then_some(match tone {
        Tone::Danger | Tone::Warn => "alert",
        _ => "status",
    });
    view! {
        <div class=format!("notice {}", tone.class()) role=role>
            {glyph(tone.icon(), 20)}
            <div class="notice-body">
                {title.map(|title| view! { <p class="notice-title">{title}</p> })}
                <div>{children()}</div>
            </div>
            {on_dismiss.map(|on_dismiss| view! {
                <button class="icon-button small" type="button" aria-label=words::DISMISS
                    title=words::DISMISS on:click=move |_| on_dismiss.run(())>
                    {glyph(Icon::X, 16)}
                </button>
            })}
        </div>
    }
    .into_any()
}
