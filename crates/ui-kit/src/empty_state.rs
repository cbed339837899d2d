//! What stands where nothing is.

use leptos::prelude::*;

use crate::icon::{Icon, glyph};

/// What stands where nothing is, with why and what to do.
#[component]
pub fn EmptyState(
    /// A picture of what is missing.
    icon: Icon,
    /// What there is none of.
    #[prop(into)]
    title: String,
    /// The way on.
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
