//! Focus inside an open panel.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Moves focus to the open panel if the focused button has disappeared, so that the keyboard and
/// Escape still work there. Call it in an effect that runs on these changes.
pub fn keep_focus() {
    // One frame for the change, and one for the rendering.
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
        // Fails only if the panel has just been removed from the page.
        let _ = panel.focus();
    }
}
