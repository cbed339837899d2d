//! Radio buttons.

use leptos::prelude::*;

use crate::field::{Choice, Field};

/// A few options, each with room for an explanation.
#[component]
pub fn RadioGroup(
    /// The JSON field's name, which selects its error from the form's.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    label: String,
    /// The value of the selected option.
    value: RwSignal<String>,
    /// The options.
    #[prop(into)]
    options: Signal<Vec<Choice>>,
    /// Help below the group.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// An error that takes precedence over the form's.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Required.
    #[prop(optional)]
    required: bool,
    /// Disabled.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Why it is disabled.
    #[prop(optional, into)]
    reason: Option<String>,
) -> AnyView {
    let mut field = Field::new(name, label, hint, error);
    field.required = required;
    field.reason = reason;
    let touched = field.touched();
    let group = field.id.clone();
    let invalid = field.invalid();
    let items = move || {
        let (group, touched) = (group.clone(), touched.clone());
        let row = move |(n, choice): (usize, Choice)| {
            let (mine, set) = (choice.value.clone(), choice.value.clone());
            let touched = touched.clone();
            let hint_id = choice.hint.as_ref().map(|_| format!("{group}-{n}"));
            view! {
                <label class="choice">
                    <input
                        type="radio"
                        name=group.clone()
                        value=choice.value
                        required=required
                        disabled=Signal::derive(move || disabled.get() || choice.off)
                        aria-invalid=invalid
                        aria-describedby=hint_id.clone()
                        prop:checked=Signal::derive(move || value.with(|now| *now == mine))
                        on:change=move |_| {
                            touched();
                            value.set(set.clone());
                        }
                    />
                    <span class="choice-text">
                        <span>{choice.label}</span>
                        {choice.hint.map(|hint| view! {
                            <span class="choice-hint" id=hint_id>{hint}</span>
                        })}
                    </span>
                </label>
            }
        };
        options
            .get()
            .into_iter()
            .enumerate()
            .map(row)
            .collect_view()
    };
    view! {
        <fieldset class="field choices" aria-describedby=field.described_by()>
            <legend class="field-label">{field.label.clone()}</legend>
            {items}
            {field.below()}
        </fieldset>
    }
    .into_any()
}
