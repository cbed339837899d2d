//! Several views of one subject, one at a time.

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
    /// A tab: the value that the address has for it, and its words.
    #[must_use]
    pub fn new(id: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            label: label.into(),
            count: None,
        }
    }

    /// How many things are behind it.
    #[must_use]
    pub fn count(mut self, count: u64) -> Self {
        self.count = Some(count);
        self
    }
}

/// Tabs and the panel below them. Which is open is the caller's to keep, in the address.
/// Left, Right, Home and End move between them.
#[component]
pub fn Tabs(
    /// What they are views of, for screen readers.
    #[prop(into)]
    label: String,
    /// The tabs.
    tabs: Vec<Tab>,
    /// The id of the open one.
    #[prop(into)]
    current: Signal<String>,
    /// Called with the id of the one to open.
    #[prop(into)]
    on_select: Callback<(String,)>,
    /// The open view; it chooses by `current` itself.
    children: Children,
) -> AnyView {
    let list = NodeRef::<html::Div>::new();
    Effect::new(move || {
        current.with(|_| ());
        if let Some(list) = list.get() {
            // Where they do not fit in one row, the open one may be out of sight.
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

/// Scrolls the row so that the open tab is in its middle, as far as it goes.
fn show_open(list: &web_sys::HtmlElement) {
    let open = list.query_selector("[aria-selected=true]").ok().flatten();
    if let Some(tab) = open.and_then(|open| open.dyn_into::<web_sys::HtmlElement>().ok()) {
        let margin = (list.client_width() - tab.offset_width()) / 2;
        list.set_scroll_left(tab.offset_left() - list.offset_left() - margin);
    }
}

/// Moves to and opens the next tab in the direction of the key.
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
