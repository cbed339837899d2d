//! Settings that depend on a switch.

use leptos::prelude::*;
use ui_kit::prelude::*;

/// A number field, indented below its switch, and disabled while the switch is off.
#[component]
pub fn NumberBelow(
    /// The switch.
    switch: RwSignal<bool>,
    /// The JSON field's name.
    name: &'static str,
    /// The label.
    label: &'static str,
    /// The value.
    value: RwSignal<String>,
    /// The allowed range.
    hint: &'static str,
    /// Read-only for this administrator.
    readonly: bool,
    /// The maximum number of digits.
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
