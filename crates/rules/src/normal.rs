//! Unicode's normal forms. The browser has them built in, so that the apps need not carry
//! their tables. Where browser and server know different versions of Unicode, they agree on
//! every character that the older one knows: normal forms never change once assigned.

/// NFC: characters composed, nothing else changed.
#[cfg(not(target_arch = "wasm32"))]
pub fn nfc(text: &str) -> String {
    unicode_normalization::UnicodeNormalization::nfc(text).collect()
}

/// NFKC: composed, and compatible characters made the same (`Ａ` is `A`).
#[cfg(not(target_arch = "wasm32"))]
pub fn nfkc(text: &str) -> String {
    unicode_normalization::UnicodeNormalization::nfkc(text).collect()
}

/// NFC: characters composed, nothing else changed.
#[cfg(target_arch = "wasm32")]
pub fn nfc(text: &str) -> String {
    js_sys::JsString::from(text).normalize("NFC").into()
}

/// NFKC: composed, and compatible characters made the same (`Ａ` is `A`).
#[cfg(target_arch = "wasm32")]
pub fn nfkc(text: &str) -> String {
    js_sys::JsString::from(text).normalize("NFKC").into()
}
