//! Focus in a list whose rows are rebuilt when they change.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Keeps the focus on the same row when the rows are rebuilt. Call it after the new data has
/// arrived and before it is rendered.
pub fn keep_row() {
    let row = document()
        .active_element()
        .and_then(|now| now.closest("tbody tr").ok().flatten());
    let link = row.and_then(|row| row.query_selector("a.row-link").ok().flatten());
    if let Some(href) = link.and_then(|link| link.get_attribute("href")) {
        // The query is the state of the list, which may have changed too.
        let path = href.split('?').next().unwrap_or_default();
        focus_row(path.to_owned());
    }
}

/// Moves focus to the link of the row that leads to `path`, or to the page if there is no such row.
/// Does nothing if another element has focus after the next rendering.
pub fn focus_row(path: String) {
    request_animation_frame(move || request_animation_frame(move || take_if_lost(&path)));
}

fn take_if_lost(path: &str) {
    let page = document();
    let lost = page
        .active_element()
        .is_none_or(|now| now.tag_name() == "BODY");
    if !lost || page.query_selector(".drawer").ok().flatten().is_some() {
        return;
    }
    let link = format!("a.row-link[href^=\"{path}\"]");
    let found = page.query_selector(&link).ok().flatten();
    let found = found.or_else(|| page.get_element_by_id("main"));
    if let Some(found) = found.and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok()) {
        // Fails only if the element has just been removed from the page.
        let _ = found.focus();
    }
}
