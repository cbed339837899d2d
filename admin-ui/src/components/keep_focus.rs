//! Focus inside an open panel.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// A button may vanish with what it did, and the focus with it; then the open panel takes the
/// focus, so that the keyboard, and Escape, go on from there. Call it in an effect that
/// follows what changes.
pub fn keep_focus() {
    // Once now for the change, once more for what it renders.
    request_animation_frame(|| request_animation_frame(take_if_lost));
}

fn take_if_lost() {
    let page = document();
    let lost = page
        .active_element()
        .is_none_or(|now| now.tag_name() == "BODY");
    if !lost {
        return;
    }
    let panel = page.query_selector(".drawer").ok().flatten();
    if let Some(panel) = panel.and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok()) {
        // Refused only where it has just left the page.
        let _ = panel.focus();
    }
}
