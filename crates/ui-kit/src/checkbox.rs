//! Yes or no, sent with a form; and the bare box that rows of a table have.

use leptos::html;
use leptos::prelude::*;

use crate::field::Field;

/// A box with its label beside it.
#[component]
pub fn Checkbox(
    /// The JSON field's name: finds its error in the form's.
    #[prop(into)]
    name: String,
    /// The label; also names the field in the error summary where `children` are shown.
    #[prop(into)]
    label: String,
    /// Ticked or not.
    checked: RwSignal<bool>,
    /// Help below the label.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// An error, before the form's own.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Must be ticked.
    #[prop(optional)]
    required: bool,
    /// Cannot be used.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Why it cannot be used.
    #[prop(optional, into)]
    reason: Option<String>,
    /// Shown in place of the label, for a label with links.
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

/// A box without a visible label, for the rows and the head of a table.
#[component]
pub fn CheckMark(
    /// What is chosen by it, for screen readers.
    #[prop(into)]
    label: Signal<String>,
    /// Ticked or not.
    #[prop(into)]
    checked: Signal<bool>,
    /// Some of what it stands for is chosen, not all.
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
