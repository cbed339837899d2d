//! A drop-down list, as the browser's native control.

use leptos::prelude::*;

use crate::field::{Choice, Field};
use crate::icon::{Icon, glyph};

/// A drop-down list. For two to five options that need explanations, use a
/// [`RadioGroup`](crate::radio_group::RadioGroup).
#[component]
pub fn SelectField(
    /// The JSON field's name, which selects its error from the form's.
    #[prop(into)]
    name: String,
    /// The label above.
    #[prop(into)]
    label: String,
    /// The value of the selected option.
    value: RwSignal<String>,
    /// The options, without duplicates.
    #[prop(into)]
    options: Signal<Vec<Choice>>,
    /// The `autocomplete` token.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// Help below the field.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// An error that takes precedence over the form's.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Required.
    #[prop(optional)]
    required: bool,
    /// Shows "(optional)" after the label.
    #[prop(optional)]
    optional_mark: bool,
    /// Disabled.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Why it is disabled.
    #[prop(optional, into)]
    reason: Option<String>,
) -> AnyView {
    let mut field = Field::new(name, label, hint, error);
    field.required = required;
    field.optional_mark = optional_mark;
    field.reason = reason;
    let touched = field.touched();
    // The options are keyed, so that one under the pointer does not turn into another one when more arrive.
    let control = view! {
        <div class="select">
            <select
                class="input"
                id=field.id.clone()
                name=field.name.clone()
                autocomplete=autocomplete
                required=required
                disabled=disabled
                aria-invalid=field.invalid()
                aria-describedby=field.described_by()
                on:change=move |event| {
                    touched();
                    value.set(event_target_value(&event));
                }
            >
                <For each=move || options.get() key=Choice::clone let:choice>
                    {option(choice, value)}
                </For>
            </select>
            {glyph(Icon::ChevronDown, 18)}
        </div>
    }
    .into_any();
    field.frame(control)
}

fn option(choice: Choice, value: RwSignal<String>) -> AnyView {
    let mine = choice.value.clone();
    view! {
        <option value=choice.value disabled=choice.off
            prop:selected=Signal::derive(move || value.with(|now| *now == mine))>
            {choice.label}
        </option>
    }
    .into_any()
}
