//! The sign-in form of the static page, which people may have used before the app arrived
//! (`early.js`).

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

const MARK: &str = "data-sign-in";

/// What a person did in the static form.
pub struct Typed {
    /// The address, or part of one.
    pub email: String,
    /// Whether Continue was pressed.
    pub pressed: bool,
}

/// Takes over what was typed into the static form, and shows the app instead. `None` if the form
/// was not shown, or is gone.
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
        // It fails only for names that are not valid.
        let _ = root.remove_attribute(MARK);
    }
    if let Some(shell) = document().get_element_by_id("shell") {
        shell.remove();
    }
}
