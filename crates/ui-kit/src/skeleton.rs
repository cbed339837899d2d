//! What stands where something will be.

use leptos::prelude::*;

use crate::words;

/// Something is on its way.
#[component]
pub fn Spinner(
    /// What is on its way, for screen readers.
    #[prop(default = words::LOADING.to_owned(), into)]
    label: String,
) -> AnyView {
    view! { <span class="spinner" role="status"><span class="hidden">{label}</span></span> }
        .into_any()
}

/// Lines in the shape of text that is being loaded.
#[component]
pub fn Skeleton(
    /// How many lines.
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
