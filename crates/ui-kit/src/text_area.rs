//! Several lines of text.

use leptos::prelude::*;

use crate::field::Field;

/// Several lines of text with their label.
#[component]
pub fn TextArea(
    /// The JSON field's name: finds its error in the form's.
    #[prop(into)]
    name: String,
    /// The label above.
    #[prop(into)]
    label: String,
    /// The text.
    value: RwSignal<String>,
    /// How many lines are in sight.
    #[prop(default = 4)]
    rows: u32,
    /// The `autocomplete` token.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// The most UTF-16 units the browser accepts.
    #[prop(optional)]
    maxlength: Option<u32>,
    /// Help below the field.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// An error, before the form's own.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Must be filled in.
    #[prop(optional)]
    required: bool,
    /// Says "(optional)" after the label.
    #[prop(optional)]
    optional_mark: bool,
    /// Cannot be used.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Can be read and copied, not changed.
    #[prop(optional, into)]
    readonly: Signal<bool>,
    /// Why it is disabled or read-only.
    #[prop(optional, into)]
    reason: Option<String>,
    /// Monospaced, for keys.
    #[prop(optional)]
    mono: bool,
) -> AnyView {
    let mut field = Field::new(name, label, hint, error);
    field.required = required;
    field.optional_mark = optional_mark;
    field.reason = reason;
    let touched = field.touched();
    let control = view! {
        <textarea
            class="input"
            class:mono=mono
            id=field.id.clone()
            name=field.name.clone()
            rows=rows
            autocomplete=autocomplete
            maxlength=maxlength
            required=required
            readonly=readonly
            disabled=disabled
            aria-invalid=field.invalid()
            aria-describedby=field.described_by()
            prop:value=value
            on:input=move |event| {
                touched();
                value.set(event_target_value(&event));
            }
        ></textarea>
    }
    .into_any();
    field.frame(control)
}
