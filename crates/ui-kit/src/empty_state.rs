//! The placeholder for an empty list or page.

use leptos::prelude::*;

use crate::icon::{Icon, glyph};

/// The placeholder for something empty: why it is empty, and what to do.
#[component]
pub fn EmptyState(
    /// The icon.
    icon: Icon,
    /// What is missing.
    #[prop(into)]
    title: String,
    /// The next action.
    #[prop(optional, into)]
    actions: Option<ViewFn>,
    /// Why, and what to do.
    children: Children,
) -> AnyView {
    view! {
        <div class="empty">
            <span class="empty-icon">{glyph(icon, 24)}</span>
            <p class="empty-title">{title}</p>
            <div class="empty-text">{children()}</div>
            {actions.map(|actions| view! { <div class="actions">{actions.run()}</div> })}
        </div>
    }
    .into_any()
}
