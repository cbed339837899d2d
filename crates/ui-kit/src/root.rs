//! State that exists once per page: theme, toasts, announcements, the clock, the document's title.

use std::cell::Cell;
use std::time::Duration;

use leptos::prelude::*;

use crate::theme::{self, Theme};
use crate::toast::{Toast, ToastRegion};

/// How often relative times are updated.
const TICK: Duration = Duration::from_secs(20);

/// The state of the page. Exists once, for as long as the page lives, so that code after an `await`
/// can use it too.
#[derive(Clone, Copy)]
pub(crate) struct Ui {
    pub(crate) theme: RwSignal<Theme>,
    pub(crate) toasts: RwSignal<Vec<Toast>>,
    pub(crate) said: RwSignal<String>,
    pub(crate) now: RwSignal<f64>,
    pub(crate) zone: RwSignal<Option<String>>,
    /// The address of the logo that replaces the product's mark.
    pub(crate) logo: RwSignal<Option<String>>,
    pub(crate) titles: RwSignal<Vec<(usize, Signal<String>)>>,
    /// The number of pages shown. The first one does not take focus.
    pub(crate) pages: StoredValue<u32>,
}

thread_local! {
    static UI: Cell<Option<Ui>> = const { Cell::new(None) };
}

impl Ui {
    fn new() -> Self {
        Self {
            theme: RwSignal::new(Theme::System),
            toasts: RwSignal::new(Vec::new()),
            said: RwSignal::new(String::new()),
            now: RwSignal::new(js_sys::Date::now()),
            zone: RwSignal::new(None),
            logo: RwSignal::new(None),
            titles: RwSignal::new(Vec::new()),
            pages: StoredValue::new(0),
        }
    }
}

/// The page's state. Created on first use if no [`UiRoot`] is mounted.
pub(crate) fn ui() -> Ui {
    UI.get().unwrap_or_else(|| {
        let fresh = Ui::new();
        UI.set(Some(fresh));
        fresh
    })
}

/// Announces `text` to screen readers. Works from anywhere.
pub fn announce(text: impl Into<String>) {
    let said = ui().said;
    let text = text.into();
    // The same text twice in a row is only announced twice if it differs.
    said.update(|now| {
        *now = if *now == text {
            format!("{text}\u{a0}")
        } else {
            text
        }
    });
}

/// Shows all times in this IANA time zone; `None` is the browser's zone.
pub fn set_zone(zone: Option<String>) {
    ui().zone.set(zone);
}

/// Shows the logo at this address instead of the product's mark; `None` for the mark.
pub fn set_logo(address: Option<String>) {
    ui().logo.set(address);
}

/// The root component of an app.
#[component]
pub fn UiRoot(
    /// The name at the end of every document title, such as "Latchkey Admin Portal".
    #[prop(into)]
    name: Signal<String>,
    /// The app.
    children: Children,
) -> AnyView {
    let ui = Ui::new();
    UI.set(Some(ui));
    ui.theme.set(theme::restore());

    let clock = set_interval_with_handle(move || ui.now.set(js_sys::Date::now()), TICK);
    on_cleanup(move || {
        if let Ok(clock) = clock {
            clock.clear();
        }
    });
    Effect::new(move || {
        let name = name.get();
        let top = ui.titles.with(|all| all.last().map(|(_, text)| *text));
        match top.map(|text| text.get()).filter(|text| !text.is_empty()) {
            Some(text) => document().set_title(&format!("{text} · {name}")),
            None => document().set_title(&name),
        }
    });

    view! {
        {children()}
        <ToastRegion/>
        <div class="hidden" role="status" aria-live="polite">{ui.said}</div>
    }
    .into_any()
}
