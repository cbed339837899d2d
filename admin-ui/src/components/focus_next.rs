//! Focus in a list of inputs to which one was added, or from which one was removed.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Moves focus to the first button of the row that is now at `place` in the fieldset with this id. Each row is a
/// `div`, and the last `div` has the button that adds a row, so that button gets the focus if there is no such
/// row.
pub fn focus_next(fieldset: &'static str, place: usize) {
    focus(format!(
        "#{fieldset} > div:nth-of-type({}) button",
        place + 1
    ));
}

/// Moves focus to the first field of the row with this number, counted from 1.
pub fn focus_field(fieldset: &'static str, number: usize) {
    focus(format!("#{fieldset} > div:nth-of-type({number}) input"));
}

fn focus(wanted: String) {
    // One frame for the change, and one for the rendering.
    request_animation_frame(move || {
        request_animation_frame(move || {
            let found = document().query_selector(&wanted).ok().flatten();
            if let Some(found) = found.and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok()) {
                // Fails only if the element has just been removed from the page.
                let _ = found.focus();
            }
        });
    });
}
