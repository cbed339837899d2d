//! Navigation to the part of a page that the URL fragment names: `/security#mfa`.

use std::time::Duration;

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// How often to look for the part, which may still be loading.
const PAUSE: Duration = Duration::from_millis(100);
const TRIES: u8 = 50;

/// Scrolls to the part that the URL fragment names, and focuses its first control.
pub fn go_to_named_part() {
    let hash = use_location().hash;
    Effect::new(move || {
        let name = hash.with(|hash| hash.trim_start_matches('#').to_owned());
        if !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric()) {
            seek(name, TRIES);
        }
    });
}

fn seek(name: String, tries: u8) {
    let look = move || {
        let control = format!("#{name} :is(button, input), input[name='{name}']");
        let found = document().query_selector(&control).ok().flatten();
        match found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
            Some(control) => {
                let part = document().get_element_by_id(&name);
                part.unwrap_or_else(|| control.clone().into())
                    .scroll_into_view();
                // Fails if the control cannot take focus; then focus stays.
                let _ = control.focus();
            }
            None if tries > 0 => seek(name, tries - 1),
            None => {}
        }
    };
    set_timeout(look, PAUSE);
}
