//! Files that the browser saves.

use std::time::Duration;

use js_sys::{Array, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, HtmlAnchorElement, Url};

/// How long a file is kept in memory, so that the browser can read it.
const KEPT: Duration = Duration::from_secs(60);

/// Lets the browser save a file under this name. Returns whether it could.
pub fn save_file(name: &str, bytes: &[u8]) -> bool {
    save(name, bytes).is_ok()
}

fn save(name: &str, bytes: &[u8]) -> Result<(), JsValue> {
    let parts = Array::of1(&Uint8Array::from(bytes));
    let blob = Blob::new_with_u8_array_sequence(&parts)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    set_timeout(
        move || {
            // It may be gone with the page.
            let _ = Url::revoke_object_url(&address);
        },
        KEPT,
    );
    Ok(())
}
