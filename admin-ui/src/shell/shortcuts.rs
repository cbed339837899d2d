//! Keyboard shortcuts without a modifier: `/` searches, `?` shows the shortcuts, `j` and `k` move
//! between rows, `g` and a letter go to a page. They can be turned off, for people who trigger them
//! by accident with speech input or a tremor.

use std::time::Duration;

use leptos::prelude::*;
use ui_kit::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use crate::address::{self, ADMINISTRATORS, APPLICATIONS, EVENTS, GROUPS, HOME, SETTINGS, USERS};
use crate::words::shell as words;

/// The `localStorage` key that records that shortcuts are off.
const OFF_KEY: &str = "latchkey-keys-off";

/// The time limit for the letter after `g`.
const BETWEEN_KEYS: Duration = Duration::from_millis(1_500);

/// Listens for the shortcuts, and shows them while `open`. `search` opens the global search.
pub(super) fn shortcuts(search: RwSignal<bool>, open: RwSignal<bool>) -> AnyView {
    let store = || window().local_storage().ok().flatten();
    let kept = store().and_then(|store| store.get_item(OFF_KEY).ok().flatten());
    let on = RwSignal::new(kept.is_none());
    Effect::new(move || {
        let on = on.get();
        if let Some(store) = store() {
            // Storage may be blocked or full. Then the choice lasts as long as the page.
            let _ = if on {
                store.remove_item(OFF_KEY)
            } else {
                store.set_item(OFF_KEY, "off")
            };
        }
    });
    let after_g = StoredValue::new(false);
    let keys = window_event_listener_untyped("keydown", move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
            return;
        };
        if !on.get_untracked() || is_elsewhere(event) {
            return;
        }
        let to_page = after_g.try_update_value(std::mem::take) == Some(true);
        let done = match &*event.key() {
            key if to_page => go_to_page(key),
            "g" => {
                after_g.set_value(true);
                set_timeout(
                    move || {
                        after_g.try_set_value(false);
                    },
                    BETWEEN_KEYS,
                );
                true
            }
            "/" => {
                if !focus("main .search input") {
                    search.set(true);
                }
                true
            }
            "?" => {
                open.set(true);
                true
            }
            "j" => step(1),
            "k" => step(-1),
            "x" => press_in_row("input[type=checkbox]"),
            "ArrowRight" => focus_in_row(".menu button"),
            _ => false,
        };
        if done {
            event.prevent_default();
        }
    });
    on_cleanup(move || keys.remove());
    view! {
        <Dialog open=open title=words::KEYS.to_owned()>
            <dl class="keys">
                {words::ALL_KEYS.map(|(key, what)| view! {
                    <div><dt><kbd>{key}</kbd></dt><dd>{what}</dd></div>
                })}
            </dl>
            <Switch label=words::KEYS_ON hint=words::KEYS_ON_HINT checked=on/>
        </Dialog>
    }
    .into_any()
}

/// Whether the key belongs to a field, a menu, or a layer over the page.
fn is_elsewhere(event: &KeyboardEvent) -> bool {
    let inside = |element: &Element, what: &str| element.closest(what).ok().flatten().is_some();
    let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
    let over = document()
        .query_selector("dialog[open], .drawer")
        .ok()
        .flatten();
    event.ctrl_key()
        || event.meta_key()
        || event.alt_key()
        || event.default_prevented()
        || over.is_some()
        || target.is_some_and(|target| {
            inside(
                &target,
                "input:not([type=checkbox]), textarea, select, [popover], [role=tablist], [contenteditable]",
            )
        })
}

fn go_to_page(key: &str) -> bool {
    let to = match key {
        "h" => HOME,
        "u" => USERS,
        "g" => GROUPS,
        "p" => APPLICATIONS,
        "a" => ADMINISTRATORS,
        "e" => EVENTS,
        "s" => SETTINGS,
        _ => return false,
    };
    address::go(to);
    true
}

fn focus(selector: &str) -> bool {
    let found = document().query_selector(selector).ok().flatten();
    take(found)
}

fn take(found: Option<Element>) -> bool {
    found
        .and_then(|found| found.dyn_into::<HtmlElement>().ok())
        .is_some_and(|found| found.focus().is_ok())
}

/// The focused row.
fn row() -> Option<Element> {
    document().active_element()?.closest("tbody tr").ok()?
}

fn focus_in_row(selector: &str) -> bool {
    take(row().and_then(|row| row.query_selector(selector).ok()?))
}

fn press_in_row(selector: &str) -> bool {
    let found = row().and_then(|row| row.query_selector(selector).ok()?);
    match found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
        Some(found) => {
            found.click();
            true
        }
        None => false,
    }
}

/// Moves focus to the next or previous row, or to the first one if no row has focus.
fn step(by: i32) -> bool {
    let next = match row() {
        Some(row) if by > 0 => row.next_element_sibling(),
        Some(row) => row.previous_element_sibling(),
        None => document()
            .query_selector("main tbody tr:has(a.row-link)")
            .ok()
            .flatten(),
    };
    take(next.and_then(|row| row.query_selector("a.row-link").ok()?))
}
