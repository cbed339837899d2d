//! A calendar date, or a date with a time of day, as the browser's native control.

use leptos::prelude::*;

use crate::field::Field;

/// A date, without a time of day unless `time` is set.
#[component]
pub fn DateField(
    /// The JSON field's name, which selects its error from the form's.
    #[prop(into)]
    name: String,
    /// The label above.
    #[prop(into)]
    label: String,
    /// The date as `YYYY-MM-DD`, or empty. With a time, as `YYYY-MM-DDTHH:MM`.
    value: RwSignal<String>,
    /// With a time of day.
    #[prop(optional)]
    time: bool,
    /// The first date allowed, as `YYYY-MM-DD`.
    #[prop(optional, into)]
    min: Option<String>,
    /// The last date allowed, as `YYYY-MM-DD`.
    #[prop(optional, into)]
    max: Option<String>,
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
    let control = view! {
        <input
            class="input num"
            type=if time { "datetime-local" } else { "date" }
            id=field.id.clone()
            name=field.name.clone()
            min=min
            max=max
            required=required
            disabled=disabled
            aria-invalid=field.invalid()
            aria-describedby=field.described_by()
            prop:value=value
            on:input=move |event| {
                touched();
                value.set(event_target_value(&event));
            }
        />
    }
    .into_any();
    field.frame(control)
}
