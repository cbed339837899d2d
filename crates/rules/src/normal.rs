//! Unicode normalization, and international domain names. In the browser this is the built-in
//! implementation, so that the apps do not contain its tables. If browser and server have different
//! versions of Unicode, they agree on all characters of the older version, because normalization
//! forms never change once assigned.

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

/// The ASCII form of a domain name: `xn--mller-kva.de` for `müller.de`. `None` if it has none.
#[cfg(not(target_arch = "wasm32"))]
pub fn domain_to_ascii(domain: &str) -> Option<String> {
    let ascii = idna::domain_to_ascii_cow(domain.as_bytes(), idna::AsciiDenyList::URL);
    ascii.ok().map(std::borrow::Cow::into_owned)
}

/// The ASCII form of a domain name: `xn--mller-kva.de` for `müller.de`. `None` if it has none.
#[cfg(target_arch = "wasm32")]
pub fn domain_to_ascii(domain: &str) -> Option<String> {
    let url = web_sys::Url::new(&format!("https://{domain}/")).ok()?;
    Some(url.hostname())
}

/// Whether a character is written on or around the one before it (Unicode category `M`).
#[cfg(not(target_arch = "wasm32"))]
pub fn is_combining_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// Whether a character is written on or around the one before it (Unicode category `M`).
#[cfg(target_arch = "wasm32")]
pub fn is_combining_mark(c: char) -> bool {
    // There is none before U+0300. Asking the browser about each character of a long text takes time.
    c >= '\u{300}' && js_sys::RegExp::new(r"^\p{M}$", "u").test(c.encode_utf8(&mut [0; 4]))
}
