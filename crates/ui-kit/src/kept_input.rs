//! Keeps unsaved form input when the session ends, and restores it when the same person signs in
//! again.

use std::cell::RefCell;

use js_sys::Reflect;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, EventInit, HtmlElement};

use crate::dom::after_paint;
use crate::unsaved::has_unsaved_edits;

/// The editable controls, except password fields. One that shows its password is a text field, with a mark.
const CONTROLS: &str = "input:not([type=password]):not([data-password]):not([type=hidden])\
:not([readonly]),textarea,select";

struct Kept {
    owner: String,
    path: String,
    /// The identifier of each form, and its controls with what was in them.
    forms: Vec<(String, Vec<(String, Typed)>)>,
}

#[derive(Clone, PartialEq)]
enum Typed {
    Text(String),
    Checked(bool),
}

thread_local! {
    static KEPT: RefCell<Option<Kept>> = const { RefCell::new(None) };
}

/// Keeps the unsaved edits of the page for `owner`. Forms with an identifier find them again.
pub fn keep_typed(owner: &str) {
    if !has_unsaved_edits() {
        return;
    }
    let Some(page) = document().document_element() else {
        return;
    };
    let forms = elements(&page, "form[id]")
        .into_iter()
        .map(|form| {
            let controls = elements(&form, CONTROLS).into_iter();
            let typed = controls.filter_map(|it| Some((key(&it)?, typed(&it)?)));
            (form.id(), typed.collect())
        })
        .collect();
    let path = window().location().pathname().unwrap_or_default();
    KEPT.set(Some(Kept {
        owner: owner.to_owned(),
        path,
        forms,
    }));
}

/// Forgets what somebody other than `owner` typed.
pub fn forget_typed_by_others(owner: &str) {
    KEPT.with_borrow_mut(|kept| {
        if kept.as_ref().is_some_and(|kept| kept.owner != owner) {
            *kept = None;
        }
    });
}

/// Forgets what was typed.
pub fn forget_typed() {
    KEPT.set(None);
}

/// Fills a form that has just been shown with what was typed into it. A field that appears with a
/// choice is filled after the choice.
pub(crate) fn fill_in(form: Element) {
    let path = window().location().pathname().unwrap_or_default();
    let kept = KEPT.with_borrow_mut(|kept| {
        let kept = kept.as_mut().filter(|kept| kept.path == path)?;
        let at = kept.forms.iter().position(|(id, _)| *id == form.id())?;
        Some(kept.forms.swap_remove(at).1)
    });
    if let Some(kept) = kept {
        fill(&form, &kept);
        after_paint(Box::new(move || fill(&form, &kept)));
    }
}

fn fill(form: &Element, kept: &[(String, Typed)]) {
    for control in elements(form, CONTROLS) {
        let wanted = key(&control).and_then(|key| kept.iter().find(|(name, _)| *name == key));
        let Some((_, wanted)) = wanted.filter(|(_, it)| typed(&control).as_ref() != Some(it))
        else {
            continue;
        };
        match wanted {
            Typed::Text(text) => {
                // A property of every such control.
                let _ = Reflect::set(&control, &"value".into(), &JsValue::from_str(text));
                for event in ["input", "change"] {
                    tell(&control, event);
                }
            }
            // A radio button is turned off by its neighbor.
            Typed::Checked(false) if kind(&control) == "radio" => {}
            Typed::Checked(_) => control.unchecked_ref::<HtmlElement>().click(),
        }
    }
}

fn tell(control: &Element, event: &str) {
    let bubbles = EventInit::new();
    bubbles.set_bubbles(true);
    if let Ok(event) = Event::new_with_event_init_dict(event, &bubbles) {
        let _ = control.dispatch_event(&event);
    }
}

/// Identifies a control within its form: its name, or else its label.
fn key(control: &Element) -> Option<String> {
    let name = control.get_attribute("name").filter(|it| !it.is_empty());
    match (name, kind(control).as_str()) {
        // A radio group gets a new generated name each time it is rendered.
        (_, "radio") => {
            let group = control.closest("fieldset").ok()??;
            let legend = group.query_selector("legend").ok()??.text_content()?;
            Some(format!("{legend}: {}", control.get_attribute("value")?))
        }
        (Some(name), _) => Some(name),
        (None, _) => control.closest("label").ok()??.text_content(),
    }
}

fn kind(control: &Element) -> String {
    control.get_attribute("type").unwrap_or_default()
}

fn typed(control: &Element) -> Option<Typed> {
    let get = |name: &str| Reflect::get(control, &name.into()).ok();
    match kind(control).as_str() {
        "checkbox" | "radio" => Some(Typed::Checked(get("checked")?.is_truthy())),
        _ => Some(Typed::Text(get("value")?.as_string()?)),
    }
}

fn elements(root: &Element, selector: &str) -> Vec<Element> {
    let Ok(list) = root.query_selector_all(selector) else {
        return Vec::new();
    };
    (0..list.length())
        .filter_map(|at| list.get(at)?.dyn_into().ok())
        .collect()
}
