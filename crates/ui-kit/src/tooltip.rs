//! A tooltip on hover, focus and tap.

use std::time::Duration;

use leptos::html;
use leptos::prelude::*;

use crate::dom::{is_open, place, uid};

/// Long enough to move the pointer from the element to the tooltip.
const LINGER: Duration = Duration::from_millis(120);

/// Explains its children. They become a button that the keyboard and a tap can reach, so they must
/// not contain another button or link. In a table row, set `quiet`, and let the row's link name the
/// `id` as its description: a tab stop for each badge would be too many.
#[component]
pub fn Tooltip(
    /// The explanation.
    #[prop(into)]
    text: Signal<String>,
    /// Shown only on hover; takes no focus.
    #[prop(optional)]
    quiet: bool,
    /// The explanation's id, for `aria-describedby` on other elements.
    #[prop(optional, into)]
    id: Option<String>,
    /// The explained element: a badge, a word, an icon.
    children: Children,
) -> AnyView {
    let id = id.unwrap_or_else(|| uid("tip"));
    let trigger = NodeRef::<html::Span>::new();
    let bubble = NodeRef::<html::Span>::new();
    let leaving = StoredValue::new(None::<TimeoutHandle>);
    let stay = move || {
        if let Some(timer) = leaving.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };
    let show = move || {
        stay();
        if let (Some(bubble), Some(trigger)) = (bubble.get_untracked(), trigger.get_untracked())
            && !is_open(&bubble)
            && bubble.show_popover().is_ok()
        {
            place(&bubble, &trigger, false);
        }
    };
    let hide = move || {
        stay();
        if let Some(bubble) = bubble.get_untracked()
            && is_open(&bubble)
        {
            let _ = bubble.hide_popover();
        }
    };
    let leave = move || {
        stay();
        leaving.set_value(set_timeout_with_handle(hide, LINGER).ok());
    };
    on_cleanup(stay);
    let children = if quiet {
        view! { <span class="tooltip-trigger">{children()}</span> }.into_any()
    } else {
        view! {
            <button class="tooltip-trigger" type="button" aria-describedby=id.clone()
                on:click=move |_| show()>
                {children()}
            </button>
        }
        .into_any()
    };
    view! {
        <span
            class="tooltip"
            node_ref=trigger
            on:mouseenter=move |_| show()
            on:mouseleave=move |_| leave()
            on:focusin=move |_| show()
            on:focusout=move |_| hide()
            on:keydown=move |event| {
                if event.key() == "Escape"
                    && bubble.get_untracked().is_some_and(|bubble| is_open(&bubble))
                {
                    event.stop_propagation();
                    hide();
                }
            }
        >
            {children}
            <span class="tooltip-bubble" role="tooltip" id=id node_ref=bubble popover="manual">
                {text}
            </span>
        </span>
    }
    .into_any()
}
