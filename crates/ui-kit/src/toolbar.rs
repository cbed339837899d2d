//! The toolbar above a list: search, buttons, and actions on the selected rows.

use leptos::prelude::*;

use crate::dom::text;
use crate::pagination::number;
use crate::words;

/// The toolbar above a table: search and buttons.
#[component]
pub fn ListToolbar(
    /// Search, filters, buttons.
    children: Children,
) -> AnyView {
    view! { <div class="toolbar">{children()}</div> }.into_any()
}

/// The actions on the selected rows; shown while there are any.
#[component]
pub fn SelectionBar(
    /// The number of selected rows.
    #[prop(into)]
    count: Signal<u64>,
    /// Clears the selection.
    #[prop(into)]
    on_clear: Callback<()>,
    /// Buttons.
    children: Children,
) -> AnyView {
    view! {
        <div class="selection" class:off=Signal::derive(move || count.get() == 0)>
            <span role="status" class="strong num">
                {text(move || match count.get() {
                    0 => String::new(),
                    count => format!("{} {}", number(count), words::SELECTED),
                })}
            </span>
            <div class="actions">{children()}</div>
            <button class="button quiet small" type="button" on:click=move |_| on_clear.run(())>
                {words::CLEAR}
            </button>
        </div>
    }
    .into_any()
}
