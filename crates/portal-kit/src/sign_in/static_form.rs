//! The sign-in form of the static page (`early.js`), which people may use before the app has
//! loaded.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

const MARK: &str = "data-sign-in";

/// The input in the static form.
pub struct Typed {
    /// The address, possibly incomplete.
    pub email: String,
    /// Whether Continue was pressed.
    pub pressed: bool,
}

/// Takes the input from the static form, and shows the app instead. `None` if the form was not
/// shown, or is gone.
pub fn take_over() -> Option<Typed> {
    let typed = typed();
    remove();
    typed
}

fn typed() -> Option<Typed> {
    let mark = document().document_element()?.get_attribute(MARK)?;
    let field = document().get_element_by_id("shell-email")?;
    Some(Typed {
        email: field.dyn_into::<HtmlInputElement>().ok()?.value(),
        pressed: mark == "continue",
    })
}

/// Removes the static page, and shows the app instead.
pub fn remove() {
    if let Some(root) = document().document_element() {
        // Fails only for invalid names.
        let _ = root.remove_attribute(MARK);
    }
    if let Some(shell) = document().get_element_by_id("shell") {
        shell.remove();
    }
}
