//! A button that opens a list of actions.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use crate::dom::{after_paint, all, focus, is_open, live, place, uid, yes_no};
use crate::icon::{Icon, glyph};

/// One line of a [`Menu`].
#[derive(Clone)]
pub struct MenuItem {
    kind: Kind,
    icon: Option<Icon>,
    text: String,
    danger: bool,
    off: Option<String>,
    checked: Option<bool>,
}

#[derive(Clone)]
enum Kind {
    Action(Arc<dyn Fn() + Send + Sync>),
    Link(String),
    Separator,
    Heading,
}

impl MenuItem {
    fn new(kind: Kind, icon: Option<Icon>, text: String) -> Self {
        Self {
            kind,
            icon,
            text,
            danger: false,
            off: None,
            checked: None,
        }
    }

    /// An item that runs an action.
    #[must_use]
    pub fn action(
        icon: Icon,
        text: impl Into<String>,
        action: impl Fn() + Send + Sync + 'static,
    ) -> Self {
        Self::new(Kind::Action(Arc::new(action)), Some(icon), text.into())
    }

    /// An item that links to the page at this full path.
    #[must_use]
    pub fn link(icon: Icon, text: impl Into<String>, href: impl Into<String>) -> Self {
        Self::new(Kind::Link(href.into()), Some(icon), text.into())
    }

    /// A separator between two groups.
    #[must_use]
    pub fn separator() -> Self {
        Self::new(Kind::Separator, None, String::new())
    }

    /// The heading of a group.
    #[must_use]
    pub fn heading(text: impl Into<String>) -> Self {
        Self::new(Kind::Heading, None, text.into())
    }

    /// A destructive action.
    #[must_use]
    pub fn danger(mut self) -> Self {
        self.danger = true;
        self
    }

    /// Disabled, with the reason.
    #[must_use]
    pub fn off(mut self, why: impl Into<String>) -> Self {
        self.off = Some(why.into());
        self
    }

    /// One of several exclusive options, and whether it is selected.
    #[must_use]
    pub fn checked(mut self, checked: bool) -> Self {
        self.checked = Some(checked);
        self
    }
}

/// A button that opens a list of actions. Arrow keys, Home, End and first letters move through it;
/// Escape, Tab and a click elsewhere close it.
#[component]
pub fn Menu(
    /// The menu's name, for screen readers and on hover.
    #[prop(into)]
    label: Signal<String>,
    /// The items, read when the menu opens.
    #[prop(into)]
    items: Signal<Vec<MenuItem>>,
    /// The button's icon.
    #[prop(default = Icon::More)]
    icon: Icon,
    /// Text on the button, which then looks like a secondary button.
    #[prop(optional, into)]
    text: Option<String>,
    /// Skipped by the Tab key: the menu of a row, which ArrowRight reaches from the row's link.
    #[prop(optional)]
    in_row: bool,
    /// Other content of the button, such as initials.
    #[prop(optional, into)]
    trigger: Option<ViewFn>,
) -> AnyView {
    let id = uid("menu");
    let open = RwSignal::new(false);
    let button = NodeRef::<html::Button>::new();
    let list = NodeRef::<html::Div>::new();
    let close = move || {
        if let Some(list) = list.get_untracked()
            && is_open(&list)
        {
            let _ = list.hide_popover();
        }
    };
    let toggled = move || {
        let (Some(list), Some(button)) = (list.get_untracked(), button.get_untracked()) else {
            return;
        };
        let now = is_open(&list);
        open.set(now);
        if !now {
            let _ = list.remove_attribute("data-placed");
            return;
        }
        after_paint(Box::new(move || {
            place(&list, &button, true);
            if let Some(first) = stops(&list).first() {
                focus(first);
            }
        }));
    };
    let class = if text.is_some() {
        "button secondary"
    } else if trigger.is_some() {
        "menu-trigger"
    } else {
        "icon-button"
    };
    let worded = text.is_some();
    let named = Signal::derive(move || (!worded).then(|| label.get()));
    let face = match (text, trigger) {
        (Some(text), _) => view! {
            <span class="button-text">{text}</span>{glyph(Icon::ChevronDown, 16)}
        }
        .into_any(),
        (None, Some(trigger)) => trigger.run(),
        (None, None) => glyph(icon, 20),
    };
    view! {
        <span class="menu">
            <button
                class=class
                type="button"
                node_ref=button
                aria-haspopup="menu"
                tabindex=in_row.then_some("-1")
                aria-expanded=yes_no(open)
                aria-label=named
                title=named
                popovertarget=id.clone()
                on:keydown=move |event| {
                    if event.key() == "ArrowDown" && let Some(list) = list.get_untracked() {
                        event.prevent_default();
                        let _ = list.show_popover();
                    }
                }
            >
                {face}
            </button>
            <div
                class="menu-list"
                role="menu"
                id=id
                popover="auto"
                node_ref=list
                aria-label=label
                on:toggle=move |_| toggled()
                on:keydown=move |event| {
                    if let Some(list) = list.get_untracked() {
                        step(&list, &event, &close);
                    }
                }
            >
                {live(move || open.get().then(|| {
                    items.get().into_iter().map(|item| line(item, close)).collect_view().into_any()
                }))}
            </div>
        </span>
    }
    .into_any()
}

fn line(item: MenuItem, close: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    let tick = item.checked.map(|on| {
        view! { <span class="menu-tick">{on.then(|| glyph(Icon::Check, 16))}</span> }
    });
    let inside = view! {
        {item.icon.map(|icon| glyph(icon, 18))}
        <span class="menu-text">
            {item.text}
            {item.off.clone().map(|why| view! { <span class="menu-why">{why}</span> })}
        </span>
        {tick}
    }
    .into_any();
    let off = item.off.is_some();
    match item.kind {
        Kind::Separator => view! { <hr class="menu-line" role="separator"/> }.into_any(),
        Kind::Heading => {
            view! { <div class="menu-heading" role="presentation">{inside}</div> }.into_any()
        }
        Kind::Link(href) => view! {
            <a class="menu-item" role="menuitem" tabindex="-1" href=href on:click=move |_| close()>
                {inside}
            </a>
        }
        .into_any(),
        Kind::Action(action) => view! {
            <button
                class="menu-item"
                class:danger=item.danger
                type="button"
                role=if item.checked.is_some() { "menuitemradio" } else { "menuitem" }
                aria-checked=item.checked.map(|on| if on { "true" } else { "false" })
                aria-disabled=off.then_some("true")
                tabindex="-1"
                on:click=move |_| {
                    if !off {
                        close();
                        action();
                    }
                }
            >
                {inside}
            </button>
        }
        .into_any(),
    }
}

fn stops(list: &web_sys::Element) -> Vec<web_sys::HtmlElement> {
    all(list, "[role^=menuitem]")
}

/// Handles the keys of an open menu.
fn step(list: &web_sys::Element, event: &web_sys::KeyboardEvent, close: &dyn Fn()) {
    let items = stops(list);
    let count = items.len();
    let at = items
        .iter()
        .position(|it| crate::dom::focused().is_some_and(|now| now.is_same_node(Some(it))));
    let key = event.key();
    let to = match &*key {
        "ArrowDown" => Some(at.map_or(0, |at| at + 1)),
        "ArrowUp" => Some(at.map_or(count.saturating_sub(1), |at| at + count - 1)),
        "Home" => Some(0),
        "End" => Some(count.saturating_sub(1)),
        "Escape" | "Tab" => {
            if key == "Escape" {
                event.stop_propagation();
                event.prevent_default();
            }
            close();
            None
        }
        _ => {
            let from = at.map_or(0, |at| at + 1);
            let wanted = key.to_lowercase();
            (wanted.chars().count() == 1)
                .then(|| {
                    (0..count).map(|n| (from + n) % count).find(|n| {
                        items.get(*n).is_some_and(|it| {
                            let text = it.text_content().unwrap_or_default();
                            text.trim().to_lowercase().starts_with(&wanted)
                        })
                    })
                })
                .flatten()
        }
    };
    if let Some(to) = to
        && count > 0
        && let Some(item) = items.get(to % count)
    {
        event.prevent_default();
        focus(item);
    }
}
