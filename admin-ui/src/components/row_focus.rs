//! Focus in a list whose rows are made anew when they change.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Gives the focus back to the row that has it now, if one does, once the rows are made anew.
/// Call it when their news have come and are not shown yet.
pub fn keep_row() {
    let row = document()
        .active_element()
        .and_then(|now| now.closest("tbody tr").ok().flatten());
    let link = row.and_then(|row| row.query_selector("a.row-link").ok().flatten());
    if let Some(href) = link.and_then(|link| link.get_attribute("href")) {
        // The rest is how the list stands, which may have changed with it.
        let path = href.split('?').next().unwrap_or_default();
        focus_row(path.to_owned());
    }
}

/// Puts the focus on the link of the row that leads to `path`, if nothing else has it after
/// what is being shown now; where there is no such row any more, on the page.
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
        // Refused only where it has just left the page.
        let _ = found.focus();
    }
}
