//! Names and values.

use leptos::prelude::*;

/// Names and values, as a list of [`Entry`].
#[component]
pub fn DescriptionList(
    /// The entries.
    children: Children,
) -> AnyView {
    view! { <dl class="entries">{children()}</dl> }.into_any()
}

/// One line of a [`DescriptionList`].
#[component]
pub fn Entry(
    /// The name.
    #[prop(into)]
    label: String,
    /// The value.
    children: Children,
) -> AnyView {
    view! { <div class="entry"><dt>{label}</dt><dd>{children()}</dd></div> }.into_any()
}
