//! A switch that takes effect immediately.

use leptos::prelude::*;

use crate::dom::uid;

/// A switch with its label at the start of the line.
#[component]
pub fn Switch(
    /// The label.
    #[prop(into)]
    label: String,
    /// Whether it is on.
    checked: RwSignal<bool>,
    /// The effect, below the label.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// Disabled.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Called with the new state, after `checked` is set.
    #[prop(optional, into)]
    on_change: Option<Callback<(bool,)>>,
) -> AnyView {
    let id = uid("switch");
    let described = id.clone();
    view! {
        <label class="switch">
            <span class="choice-text">
                <span>{label}</span>
                <span class="choice-hint" id=id.clone()>{hint}</span>
            </span>
            <input
                type="checkbox"
                role="switch"
                disabled=disabled
                aria-describedby=Signal::derive(move || hint.with(Option::is_some).then(|| described.clone()))
                prop:checked=checked
                on:change=move |event| {
                    let on = event_target_checked(&event);
                    checked.set(on);
                    if let Some(on_change) = on_change {
                        on_change.run((on,));
                    }
                }
            />
        </label>
    }
    .into_any()
}
