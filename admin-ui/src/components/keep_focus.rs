//! Focus inside an open panel.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

const PANEL: &str = ".drawer";

/// Moves focus to the open panel if the focused button has disappeared, so that the keyboard and
/// Escape still work there. Call it in an effect that runs on these changes.
pub fn keep_focus() {
    later(|| {
        if is_lost() {
            focus(PANEL);
        }
    });
}

/// The same, but moves focus to the first element that matches `selector`, so that people do not have
/// to find the next step from the top of the panel.
pub fn keep_focus_near(selector: &'static str) {
    later(move || {
        // The panel has the focus if `keep_focus` was faster.
        if (is_lost() || panel_has_it()) && !focus(selector) {
            focus(PANEL);
        }
    });
}

/// One frame for the change, and one for the rendering.
fn later(act: impl FnOnce() + 'static) {
    request_animation_frame(move || request_animation_frame(act));
}

fn is_lost() -> bool {
    let now = document().active_element();
    now.is_none_or(|now| now.tag_name() == "BODY")
}

fn panel_has_it() -> bool {
    let now = document().active_element();
    now.is_some_and(|now| now.matches(PANEL).unwrap_or_default())
}

/// Whether there is such an element.
fn focus(selector: &str) -> bool {
    let found = document().query_selector(selector).ok().flatten();
    let Some(found) = found.and_then(|it| it.dyn_into::<HtmlElement>().ok()) else {
        return false;
    };
    // Fails only if the element has just been removed from the page.
    let _ = found.focus();
    true
}
