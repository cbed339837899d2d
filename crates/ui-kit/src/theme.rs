//! The color theme: light, dark, or the system's. Stored in `localStorage`, applied to `<html>`.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::root::ui;

/// The `localStorage` key. A static shell may read it before the app has loaded.
pub const THEME_KEY: &str = "latchkey-theme";

/// The default accent color in the light theme, as in the design tokens.
const ACCENT_LIGHT: &str = "#855f06";
/// The default accent color in the dark theme.
const ACCENT_DARK: &str = "#d8b364";

/// The colors that a person prefers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the operating system.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// Reads and changes the theme. Copy; works from anywhere.
#[derive(Clone, Copy)]
pub struct ThemeHandle(RwSignal<Theme>);

impl ThemeHandle {
    /// The person's choice; reactive.
    #[must_use]
    pub fn choice(self) -> Theme {
        self.0.get()
    }

    /// Applies `theme` and stores it in this browser.
    pub fn set(self, theme: Theme) {
        self.0.set(theme);
        if let Some(store) = storage() {
            // Storage may be blocked or full. Then the choice lasts as long as the page.
            let _ = match name(theme) {
                Some(name) => store.set_item(THEME_KEY, name),
                None => store.remove_item(THEME_KEY),
            };
        }
        apply(theme);
    }
}

/// The theme of this page.
#[must_use]
pub fn use_theme() -> ThemeHandle {
    ThemeHandle(ui().theme)
}

/// Applies the stored theme to the page.
pub(crate) fn restore() -> Theme {
    let kept = storage().and_then(|store| store.get_item(THEME_KEY).ok().flatten());
    let theme = match kept.as_deref() {
        Some("light") => Theme::Light,
        Some("dark") => Theme::Dark,
        _ => Theme::System,
    };
    apply(theme);
    theme
}

fn name(theme: Theme) -> Option<&'static str> {
    match theme {
        Theme::System => None,
        Theme::Light => Some("light"),
        Theme::Dark => Some("dark"),
    }
}

fn apply(theme: Theme) {
    if let Some(html) = document().document_element() {
        // Cannot fail: the attribute name is fixed and valid.
        let _ = match name(theme) {
            Some(name) => html.set_attribute("data-theme", name),
            None => html.remove_attribute("data-theme"),
        };
    }
}

/// Sets the accent color of each theme, as `#rrggbb`; `None` for the default. Through the object model,
/// because the content security policy allows no inline styles.
pub fn set_accent(light: Option<&str>, dark: Option<&str>) {
    let html = document().document_element();
    let Some(html) = html.and_then(|it| it.dyn_into::<HtmlElement>().ok()) else {
        return;
    };
    let style = html.style();
    // Neither fails: the browser ignores a value that it does not know.
    let _ = if light.is_none() && dark.is_none() {
        style.remove_property("--accent").map(drop)
    } else {
        let (light, dark) = (light.unwrap_or(ACCENT_LIGHT), dark.unwrap_or(ACCENT_DARK));
        style.set_property("--accent", &format!("light-dark({light}, {dark})"))
    };
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}
