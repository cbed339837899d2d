//! Several views of one subject, shown one at a time.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::dom::{all, focus, text, uid, yes_no};

/// One tab of [`Tabs`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    id: String,
    label: String,
    count: Option<u64>,
}

impl Tab {
    /// A tab: its value in the address, and its text.
    #[must_use]
    pub fn new(id: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            label: label.into(),
            count: None,
        }
    }

    /// The number of items in it.
    #[must_use]
    pub fn count(mut self, count: u64) -> Self {
        self.count = Some(count);
        self
    }
}

/// Tabs and the panel below them. The caller keeps the selection, in the address. Left, Right, Home
/// and End move between tabs.
#[component]
pub fn Tabs(
    /// The accessible name of the tab list.
    #[prop(into)]
    label: String,
    /// The tabs.
    tabs: Vec<Tab>,
    /// The id of the selected tab.
    #[prop(into)]
    current: Signal<String>,
    /// Called with the id of the tab to open.
    #[prop(into)]
    on_select: Callback<(String,)>,
    /// The selected view; it depends on `current` itself.
    children: Children,
) -> AnyView {
    let list = NodeRef::<html::Div>::new();
    Effect::new(move || {
        current.with(|_| ());
        if let Some(list) = list.get() {
            // If the tabs do not fit in one row, the selected one may be out of sight.
            request_animation_frame(move || show_open(&list));
        }
    });
    let base = uid("tabs");
    let panel = format!("{base}-panel");
    let heads = tabs
        .into_iter()
        .map(|tab| head(tab, &base, current, on_select))
        .collect_view();
    let labelled = base.clone();
    view! {
        <div class="tabs">
            <div class="tab-list" role="tablist" aria-label=label node_ref=list
                on:keydown=move |event| {
                    if let Some(list) = list.get_untracked() {
                        step(&list, &event);
                    }
                }>
                {heads}
            </div>
            <div class="tab-panel" role="tabpanel" id=panel tabindex="-1"
                aria-labelledby=text(move || format!("{labelled}-{}", current.get()))>
                {children()}
            </div>
        </div>
    }
    .into_any()
}

fn head(tab: Tab, base: &str, current: Signal<String>, on_select: Callback<(String,)>) -> AnyView {
    let id = tab.id.clone();
    let open = Memo::new(move |_| current.with(|now| *now == id));
    let id = tab.id;
    view! {
        <button
            class="tab"
            type="button"
            role="tab"
            id=format!("{base}-{id}")
            aria-controls=format!("{base}-panel")
            aria-selected=yes_no(open)
            tabindex=Signal::derive(move || if open.get() { "0" } else { "-1" })
            on:click=move |_| on_select.run((id.clone(),))
        >
            {tab.label}
            {tab.count.map(|count| view! { <span class="tab-count">{crate::pagination::number(count)}</span> })}
        </button>
    }
    .into_any()
}

/// Scrolls the row so that the selected tab is in the middle, if possible.
fn show_open(list: &web_sys::HtmlElement) {
    let open = list.query_selector("[aria-selected=true]").ok().flatten();
    if let Some(tab) = open.and_then(|open| open.dyn_into::<web_sys::HtmlElement>().ok()) {
        let margin = (list.client_width() - tab.offset_width()) / 2;
        list.set_scroll_left(tab.offset_left() - list.offset_left() - margin);
    }
}

/// Moves to the next tab in the direction of the key, and opens it.
fn step(list: &web_sys::Element, event: &web_sys::KeyboardEvent) {
    let tabs = all(list, "[role=tab]");
    let at = tabs
        .iter()
        .position(|it| crate::dom::focused().is_some_and(|now| now.is_same_node(Some(it))));
    let (Some(at), count) = (at, tabs.len()) else {
        return;
    };
    let to = match &*event.key() {
        "ArrowRight" => (at + 1) % count,
        "ArrowLeft" => (at + count - 1) % count,
        "Home" => 0,
        "End" => count - 1,
        _ => return,
    };
    event.prevent_default();
    if let Some(tab) = tabs.get(to) {
        focus(tab);
        tab.click();
    }
}
