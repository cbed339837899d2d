//! Names and what they stand for.

use leptos::prelude::*;

/// Names and what they stand for, as a list of [`Entry`].
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
    /// What it stands for.
    children: Children,
) -> AnyView {
    view! { <div class="entry"><dt>{label}</dt><dd>{children()}</dd></div> }.into_any()
}
