//! Names and values, without the empty ones.

use leptos::prelude::*;
use ui_kit::prelude::*;

/// A list of facts as plain text.
#[component]
pub fn Facts(
    /// Names and values.
    facts: Vec<(&'static str, String)>,
) -> AnyView {
    let lines = facts
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(label, value)| view! { <Entry label=label>{value}</Entry> })
        .collect_view();
    view! { <DescriptionList>{lines}</DescriptionList> }.into_any()
}
