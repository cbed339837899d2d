//! A date and a time of day in the person's time zone, as the browser's native control.

use js_sys::Date;
use leptos::prelude::*;
use rules::time::Timestamp;
use wasm_bindgen::JsValue;

use crate::field::Field;

/// A point in time. The person enters it in the time zone of the browser.
#[component]
pub fn DateTimeField(
    /// The name of the field.
    #[prop(into)]
    name: String,
    /// The label above.
    #[prop(into)]
    label: String,
    /// The time, to the minute.
    #[prop(into)]
    value: Signal<Option<Timestamp>>,
    /// Called with the new time, or with none if the field was cleared.
    #[prop(into)]
    on_change: Callback<(Option<Timestamp>,)>,
    /// Help below the field.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
) -> AnyView {
    let field = Field::new(name, label, hint, Signal::stored(None));
    let shown = Memo::new(move |_| value.get().map(local_text).unwrap_or_default());
    let control = view! {
        <input
            class="input num"
            type="datetime-local"
            id=field.id.clone()
            name=field.name.clone()
            aria-invalid=field.invalid()
            aria-describedby=field.described_by()
            prop:value=shown
            on:change=move |event| {
                let text = event_target_value(&event);
                let at = from_local_text(&text);
                // While a year is typed, it is one of the first centuries.
                if text.is_empty() || at.is_some() {
                    on_change.run((at,));
                }
            }
        />
    }
    .into_any();
    field.frame(control)
}

/// The value of the control for a time: `2026-11-24T09:30`.
fn local_text(at: Timestamp) -> String {
    let date = Date::new(&JsValue::from_str(&at.to_string()));
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}",
        date.get_full_year(),
        date.get_month() + 1,
        date.get_date(),
        date.get_hours(),
        date.get_minutes(),
    )
}

/// The time of a value of the control; none before 1970.
fn from_local_text(text: &str) -> Option<Timestamp> {
    // Text without an offset is in the time zone of the browser.
    if !Date::parse(text).is_finite() {
        return None;
    }
    let iso: String = Date::new(&JsValue::from_str(text)).to_iso_string().into();
    Timestamp::parse(&iso).filter(|at| at.unix_millis() > 0)
}
