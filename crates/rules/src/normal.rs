//! Unicode normalization. In the browser this is the built-in implementation, so that the apps do
//! not contain its tables. If browser and server have different versions of Unicode, they agree on
//! all characters of the older version, because normalization forms never change once assigned.

/// NFC: composes characters and changes nothing else.
#[cfg(not(target_arch = "wasm32"))]
pub fn nfc(text: &str) -> String {
    unicode_normalization::UnicodeNormalization::nfc(text).collect()
}

/// NFKC: composes characters and replaces compatibility variants (`Ａ` becomes `A`).
#[cfg(not(target_arch = "wasm32"))]
pub fn nfkc(text: &str) -> String {
    unicode_normalization::UnicodeNormalization::nfkc(text).collect()
}

/// NFC: composes characters and changes nothing else.
#[cfg(target_arch = "wasm32")]
pub fn nfc(text: &str) -> String {
    js_sys::JsString::from(text).normalize("NFC").into()
}

/// NFKC: composes characters and replaces compatibility variants (`Ａ` becomes `A`).
#[cfg(target_arch = "wasm32")]
pub fn nfkc(text: &str) -> String {
    js_sys::JsString::from(text).normalize("NFKC").into()
}
