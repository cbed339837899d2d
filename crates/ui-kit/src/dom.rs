//! Small browser helpers that several components need.

use std::sync::atomic::{AtomicUsize, Ordering};

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Elements that the Tab key can reach.
const FOCUSABLE: &str = "a[href],button:not([disabled]),input:not([disabled]),\
select:not([disabled]),textarea:not([disabled]),summary,[tabindex]:not([tabindex='-1'])";

/// A unique id for an element of this page.
pub(crate) fn uid(prefix: &str) -> String {
    format!("{prefix}-{}", serial())
}

/// A number that is unique on this page.
pub(crate) fn serial() -> usize {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// Runs `then` once the current rendering is in the page.
pub(crate) fn after_paint(then: Box<dyn FnOnce()>) {
    request_animation_frame(move || request_animation_frame(then));
}

/// Moves focus to the first element under `root` that `selector` matches.
pub(crate) fn focus_first(root: &Element, selector: &str) -> bool {
    match root.query_selector(selector) {
        Ok(Some(found)) => focus(&found),
        _ => false,
    }
}

/// Moves focus to `element`. Returns `false` if it cannot take focus.
pub(crate) fn focus(element: &Element) -> bool {
    element
        .dyn_ref::<HtmlElement>()
        .is_some_and(|it| it.focus().is_ok())
}

/// The element that has focus, unless it is the page itself.
pub(crate) fn focused() -> Option<HtmlElement> {
    document()
        .active_element()
        .filter(|it| it.tag_name() != "BODY")
        .and_then(|it| it.dyn_into().ok())
}

/// The visible elements under `root` that `selector` matches, in page order.
pub(crate) fn all(root: &Element, selector: &str) -> Vec<HtmlElement> {
    let Ok(list) = root.query_selector_all(selector) else {
        return Vec::new();
    };
    (0..list.length())
        .filter_map(|i| list.get(i)?.dyn_into::<HtmlElement>().ok())
        .filter(|it| it.get_client_rects().length() > 0)
        .collect()
}

/// Keeps the Tab key inside `root`. Call it from a `keydown` handler.
pub(crate) fn trap_tab(root: &Element, event: &web_sys::KeyboardEvent) {
    if event.key() != "Tab" {
        return;
    }
    let stops = all(root, FOCUSABLE);
    let (Some(first), Some(last)) = (stops.first(), stops.last()) else {
        event.prevent_default();
        return;
    };
    let now = document().active_element();
    let at = |it: &HtmlElement| now.as_ref().is_some_and(|now| it.is_same_node(Some(now)));
    let outside = !now.as_ref().is_some_and(|now| root.contains(Some(now)));
    if event.shift_key() && (at(first) || outside || now.as_ref() == Some(root)) {
        event.prevent_default();
        focus(last);
    } else if !event.shift_key() && (at(last) || outside) {
        event.prevent_default();
        focus(first);
    }
}

/// Whether the event comes from inside an element that handles clicks itself.
pub(crate) fn from_control(event: &web_sys::Event) -> bool {
    event
        .target()
        .and_then(|it| it.dyn_into::<Element>().ok())
        .and_then(|it| {
            it.closest("a,button,input,select,textarea,label,[role=menu],[popover]")
                .ok()
                .flatten()
        })
        .is_some()
}

/// Positions an open popover next to `anchor`, inside the window, and marks it as placed. With
/// `end`, aligns the right edges, otherwise the left ones.
pub(crate) fn place(popover: &HtmlElement, anchor: &Element, end: bool) {
    const GAP: f64 = 6.0;
    /// The distance from the edges of the window.
    const EDGE: f64 = 8.0;
    const LEAST_HEIGHT: f64 = 120.0;
    let style = popover.style();
    // Cannot fail, nor can those below: the names of the properties are fixed and the values are lengths.
    let _ = style.remove_property("max-height");
    let (a, p) = (
        anchor.get_bounding_client_rect(),
        popover.get_bounding_client_rect(),
    );
    let html = document().document_element();
    let (width, height) = html.map_or((0.0, 0.0), |it| {
        (f64::from(it.client_width()), f64::from(it.client_height()))
    });
    let left = if end { a.right() - p.width() } else { a.left() };
    let left = left.min(width - p.width() - EDGE).max(EDGE);
    let below = a.bottom() + GAP;
    let above = a.top() - GAP - p.height();
    let top = if below + p.height() > height - EDGE && above > EDGE {
        above
    } else {
        below
    };
    // The end of a list that is too long would be outside of the window, and the page may not scroll.
    let most = (height - EDGE - top).max(LEAST_HEIGHT);
    let _ = style.set_property("left", &format!("{left}px"));
    let _ = style.set_property("top", &format!("{top}px"));
    let _ = style.set_property("max-height", &format!("{most}px"));
    let _ = popover.set_attribute("data-placed", "");
}

/// Whether a popover is open.
pub(crate) fn is_open(popover: &Element) -> bool {
    popover.matches(":popover-open").unwrap_or(false)
}

/// The value of an attribute that is `true` or absent, such as `aria-busy`.
///
/// These helpers give the renderer a single type. Otherwise each closure would have its own type, which
/// costs a kilobyte of WASM each.
pub(crate) fn flag(on: impl Into<Signal<bool>>) -> Signal<Option<&'static str>> {
    let on = on.into();
    Signal::derive(move || on.get().then_some("true"))
}

/// The value of an attribute that is `true` or `false`, such as `aria-pressed`.
pub(crate) fn yes_no(on: impl Into<Signal<bool>>) -> Signal<&'static str> {
    let on = on.into();
    Signal::derive(move || if on.get() { "true" } else { "false" })
}

/// An optional part of a view.
pub(crate) fn live(part: impl FnMut() -> Option<AnyView> + Send + 'static) -> AnyView {
    let part: Box<dyn FnMut() -> Option<AnyView> + Send> = Box::new(part);
    part.into_any()
}

/// Reactive text.
pub(crate) fn text(words: impl Fn() -> String + Send + Sync + 'static) -> Signal<String> {
    Signal::derive(words)
}
