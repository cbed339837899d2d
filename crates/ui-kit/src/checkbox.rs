//! A checkbox in a form, and the checkbox of a table row.

use leptos::html;
use leptos::prelude::*;

use crate::field::Field;

/// A checkbox with its label.
#[component]
pub fn Checkbox(
    /// The JSON field's name, which selects its error from the form's.
    #[prop(into)]
    name: String,
    /// The label. If `children` are shown, it still names the field in the error summary.
    #[prop(into)]
    label: String,
    /// Whether it is checked.
    checked: RwSignal<bool>,
    /// Help below the label.
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
    /// Shown instead of the label, for a label with links.
    #[prop(optional)]
    children: Option<Children>,
) -> AnyView {
    let mut field = Field::new(name, label, hint, error);
    field.required = required;
    field.reason = reason;
    let touched = field.touched();
    let text = match children {
        Some(children) => children(),
        None => field.label.clone().into_any(),
    };
    view! {
        <div class="field">
            <label class="choice">
                <input
                    type="checkbox"
                    id=field.id.clone()
                    name=field.name.clone()
                    required=required
                    disabled=disabled
                    aria-invalid=field.invalid()
                    aria-describedby=field.described_by()
                    prop:checked=checked
                    on:change=move |event| {
                        touched();
                        checked.set(event_target_checked(&event));
                    }
                />
                <span class="choice-text"><span>{text}</span></span>
            </label>
            {field.below()}
        </div>
    }
    .into_any()
}

/// A checkbox without a visible label, for the rows and the header of a table.
#[component]
pub fn CheckMark(
    /// What it selects, for screen readers.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it is checked.
    #[prop(into)]
    checked: Signal<bool>,
    /// Only some of its items are selected.
    #[prop(optional, into)]
    mixed: Signal<bool>,
    /// Called with the new state.
    #[prop(into)]
    on_change: Callback<(bool,)>,
) -> AnyView {
    let input = NodeRef::<html::Input>::new();
    Effect::new(move || {
        if let Some(input) = input.get() {
            input.set_indeterminate(mixed.get());
        }
    });
    view! {
        <label class="check-mark">
            <input
                type="checkbox"
                node_ref=input
                aria-label=label
                prop:checked=checked
                on:change=move |event| on_change.run((event_target_checked(&event),))
            />
        </label>
    }
    .into_any()
}
