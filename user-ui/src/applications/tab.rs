//! The browser tab that an application opens in.

use leptos::prelude::window;
use wasm_bindgen::JsValue;
use web_sys::Window;

/// A tab that waits for its address. Open it while a click is handled, because browsers block tabs
/// that open later.
pub(super) struct Tab(Window);

impl Tab {
    /// Opens an empty tab, which cannot reach this page. `None` if the browser blocks it.
    pub fn open(title: &str) -> Option<Self> {
        let tab = window()
            .open_with_url_and_target("", "_blank")
            .ok()
            .flatten()?;
        // The application could otherwise replace this page, for example with a copy of the sign-in
        // page. The address is set without a referrer, as the policy of this page says.
        if tab.set_opener(&JsValue::NULL).is_err() {
            // Fails only if it is closed already.
            let _ = tab.close();
            return None;
        }
        if let Some(page) = tab.document() {
            page.set_title(title);
        }
        Some(Self(tab))
    }

    /// Goes to the address, without a way back to the empty page. Returns whether it could.
    pub fn go(&self, address: &str) -> bool {
        self.0.location().replace(address).is_ok()
    }

    /// Closes the tab.
    pub fn close(self) {
        // Fails only if it is closed already.
        let _ = self.0.close();
    }
}

/// Whether a browser shows a page for this address. Another scheme, such as `javascript:`, could run
/// in this portal.
pub fn is_page(address: &str) -> bool {
    let address = address.to_ascii_lowercase();
    ["https://", "http://", "/"]
        .iter()
        .any(|start| address.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::is_page;

    #[test]
    fn only_pages_are_opened() {
        for page in ["https://wiki.example.com/", "HTTP://wiki", "/open/1"] {
            assert!(is_page(page), "{page}");
        }
        for other in [
            "javascript:alert(1)",
            " javascript:alert(1)",
            "data:text/html,x",
            "",
        ] {
            assert!(!is_page(other), "{other}");
        }
    }
}
