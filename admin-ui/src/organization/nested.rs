//! Settings that belong to a switch.

use leptos::prelude::*;
use ui_kit::prelude::*;

/// A number, indented below the switch that it belongs to, and disabled while that is off.
#[component]
pub fn NumberBelow(
    /// The switch.
    switch: RwSignal<bool>,
    /// The JSON field's name.
    #[prop(into)]
    name: String,
    /// The label.
    #[prop(into)]
    label: String,
    /// The number.
    value: RwSignal<String>,
    /// Its range.
    hint: &'static str,
    /// Cannot be changed by this person.
    readonly: bool,
    /// The most digits.
    digits: u32,
) -> AnyView {
    view! {
        <div class="nested">
            <TextField name=name label=label value=value kind=InputKind::Number hint=hint
                disabled=Signal::derive(move || !switch.get()) readonly=readonly maxlength=digits/>
        </div>
    }
    .into_any()
}
