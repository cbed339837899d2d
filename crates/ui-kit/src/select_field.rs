//! One of several, in the browser's own list.

use leptos::prelude::*;

use crate::dom::live;
use crate::field::{Choice, Field};
use crate::icon::{Icon, glyph};

/// A list to choose one from. For two to five choices that need words, use a
/// [`RadioGroup`](crate::radio_group::RadioGroup).
#[component]
pub fn SelectField(
    /// The JSON field's name: finds its error in the form's.
    #[prop(into)]
    name: String,
    /// The label above.
    #[prop(into)]
    label: String,
    /// The value of the choice made.
    value: RwSignal<String>,
    /// What there is to choose.
    #[prop(into)]
    options: Signal<Vec<Choice>>,
    /// The `autocomplete` token.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// Help below the field.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// An error, before the form's own.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Must be chosen.
    #[prop(optional)]
    required: bool,
    /// Says "(optional)" after the label.
    #[prop(optional)]
    optional_mark: bool,
    /// Cannot be used.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Why it cannot be used.
    #[prop(optional, into)]
    reason: Option<String>,
) -> AnyView {
    let mut field = Field::new(name, label, hint, error);
    field.required = required;
    field.optional_mark = optional_mark;
    field.reason = reason;
    let touched = field.touched();
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
                {live(move || Some(options.get().into_iter().map(|choice| {
                    let mine = choice.value.clone();
                    view! {
                        <option value=choice.value disabled=choice.off
                            prop:selected=Signal::derive(move || value.with(|now| *now == mine))>
                            {choice.label}
                        </option>
                    }
                }).collect_view().into_any()))}
            </select>
            {glyph(Icon::ChevronDown, 18)}
        </div>
    }
    .into_any();
    field.frame(control)
}
