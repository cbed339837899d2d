//! Files that the page has fetched.

use std::time::Duration;

use js_sys::{Array, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Longer than a browser needs to begin with a download.
const BEGUN: Duration = Duration::from_secs(60);

/// Saves a file as if the person had clicked on a link to it. Returns `false` if the browser refuses.
pub fn download_file(name: &str, media_type: &str, content: &[u8]) -> bool {
    save(name, media_type, content).is_ok()
}

fn save(name: &str, media_type: &str, content: &[u8]) -> Result<(), JsValue> {
    let parts = Array::of1(&Uint8Array::from(content));
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // Otherwise the browser would keep the content as long as the page is open.
    set_timeout(
        move || {
            let _ = Url::revoke_object_url(&address);
        },
        BEGUN,
    );
    Ok(())
}
