//! What stands over a list: search, buttons, and acts on the rows chosen.

use leptos::prelude::*;

use crate::dom::text;
use crate::pagination::number;
use crate::words;

/// What stands above a table: search and buttons.
#[component]
pub fn ListToolbar(
    /// Search, filters, buttons.
    children: Children,
) -> AnyView {
    view! { <div class="toolbar">{children()}</div> }.into_any()
}

/// What can be done with the rows chosen; shown while there are some.
#[component]
pub fn SelectionBar(
    /// How many are chosen.
    #[prop(into)]
    count: Signal<u64>,
    /// Chooses none.
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
