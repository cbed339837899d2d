//! A multi-line text field.

use leptos::prelude::*;

use crate::field::Field;

/// Multi-line text with a label.
#[component]
pub fn TextArea(
    /// The JSON field's name, which selects its error from the form's.
    #[prop(into)]
    name: String,
    /// The label above.
    #[prop(into)]
    label: String,
    /// The text.
    value: RwSignal<String>,
    /// The number of visible lines.
    #[prop(default = 4)]
    rows: u32,
    /// The `autocomplete` token.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// The maximum length in UTF-16 code units.
    #[prop(optional)]
    maxlength: Option<u32>,
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
    /// Read-only.
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
