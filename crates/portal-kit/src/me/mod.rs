//! The signed-in person's own password, sessions, known browsers and activity, as cards of a page.

mod activity;
mod device_line;
mod known_browsers;
mod password;
mod sessions;

use leptos::prelude::*;
use ui_kit::prelude::use_toasts;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

pub use activity::{ActivityCard, event_icon, event_line};
pub use known_browsers::{KnownBrowsersCard, browser_line, forget_label};
pub use password::PasswordCard;
pub use sessions::{SessionsCard, session_line};

/// Makes the cards of a page reload: for example, changing the password ends sessions and adds an
/// event. Copy.
#[derive(Clone, Copy)]
pub struct Reload(RwSignal<u32>);

impl Default for Reload {
    fn default() -> Self {
        Self(RwSignal::new(0))
    }
}

impl Reload {
    /// Reloads all cards.
    pub fn run(self) {
        self.0.try_update(|count| *count = count.wrapping_add(1));
    }

    /// Runs `load` now and after every change.
    pub fn on(self, load: impl Fn() + 'static) {
        Effect::new(move || {
            self.0.track();
            load();
        });
    }

    /// After something is removed from the list that `list` matches: says so, moves focus to the list,
    /// and reloads all cards. `done` is what to say if it was there, `already` if it no longer was.
    pub fn after_removal(self, was_there: bool, done: &str, already: &str, list: &'static str) {
        if was_there {
            use_toasts().ok(done);
        } else {
            use_toasts().info(already);
        }
        focus_later(list);
        self.run();
    }
}

/// Moves focus to the element that `selector` matches, after the next rendering.
pub fn focus_later(selector: &'static str) {
    request_animation_frame(move || {
        request_animation_frame(move || {
            let found = document().query_selector(selector).ok().flatten();
            if let Some(found) = found.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
                // Fails if the element cannot take focus; then focus stays.
                let _ = found.focus();
            }
        });
    });
}
