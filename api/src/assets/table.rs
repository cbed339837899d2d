//! The embedded files.

use super::encoding::Encoding;

/// The path below the apps' folder (`user/index.html`) and the content, sorted by path within each
/// app.
static FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/apps.rs"));

/// The file with this name in this encoding.
pub(super) fn find(name: &str, encoding: Encoding) -> Option<&'static [u8]> {
    let suffix = encoding.suffix();
    FILES
        .iter()
        .find(|(known, _)| known.strip_suffix(suffix) == Some(name))
        .map(|(_, content)| *content)
}

/// Whether this is the name of a compressed variant, which cannot be requested by its own name.
pub(super) fn is_sibling(name: &str) -> bool {
    [Encoding::Brotli, Encoding::Gzip].iter().any(|encoding| {
        let plain = name.strip_suffix(encoding.suffix());
        plain.is_some_and(|plain| find(plain, Encoding::Identity).is_some())
    })
}
