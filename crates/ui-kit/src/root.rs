//! What one page has once: theme, toasts, announcements, the clock, the document's title.

use std::cell::Cell;
use std::time::Duration;

use leptos::prelude::*;

use crate::theme::{self, Theme};
use crate::toast::{Toast, ToastRegion};

/// How often relative times are written anew.
const TICK: Duration = Duration::from_secs(20);

/// The state of the page. One per page, kept for as long as the page lives, so that
/// code after an `await` reaches it too.
#[derive(Clone, Copy)]
pub(crate) struct Ui {
    pub(crate) theme: RwSignal<Theme>,
    pub(crate) toasts: RwSignal<Vec<Toast>>,
    pub(crate) said: RwSignal<String>,
    pub(crate) now: RwSignal<f64>,
    pub(crate) zone: RwSignal<Option<String>>,
    pub(crate) titles: RwSignal<Vec<(usize, Signal<String>)>>,
    /// How many pages were shown; the first one does not take focus.
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
            titles: RwSignal::new(Vec::new()),
            pages: StoredValue::new(0),
        }
    }
}

/// The page's state. Made on first use where no [`UiRoot`] is mounted.
pub(crate) fn ui() -> Ui {
    UI.get().unwrap_or_else(|| {
        let fresh = Ui::new();
        UI.set(Some(fresh));
        fresh
    })
}

/// Says `text` to screen readers when they are next idle. Works from anywhere.
pub fn announce(text: impl Into<String>) {
    let said = ui().said;
    let text = text.into();
    // The same words twice in a row are only read twice if they differ.
    said.update(|now| {
        *now = if *now == text {
            format!("{text}\u{a0}")
        } else {
            text
        }
    });
}

/// Shows all times in this IANA time zone; `None` is the browser's own.
pub fn set_zone(zone: Option<String>) {
    ui().zone.set(zone);
}

/// Goes once around the whole app.
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
