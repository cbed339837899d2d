//! Placeholders for content that is loading.

use leptos::prelude::*;

use crate::words;

/// A loading indicator.
#[component]
pub fn Spinner(
    /// What is loading, for screen readers.
    #[prop(default = words::LOADING.to_owned(), into)]
    label: String,
) -> AnyView {
    view! { <span class="spinner" role="status"><span class="hidden">{label}</span></span> }
        .into_any()
}

/// Lines in the shape of loading text.
#[component]
pub fn Skeleton(
    /// The number of lines.
    #[prop(default = 3)]
    lines: u8,
) -> AnyView {
    view! {
        <div class="skeleton" aria-hidden="true">
            {(0..lines).map(|_| view! { <span class="skeleton-line"></span> }).collect_view()}
        </div>
    }
    .into_any()
}
