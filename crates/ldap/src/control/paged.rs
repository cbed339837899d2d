//! Results in pages (RFC 2696).

use crate::ber::{Reader, Writer};
use crate::error::Malformed;

/// The control with which a client asks for a page, and which says whether there is another one.
pub const PAGED_RESULTS: &str = "1.2.840.113556.1.4.319";

/// Asks for a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PagedResults {
    /// The wanted number of entries. With 0 and a cookie, the client asks for no more pages.
    pub size: i32,
    /// What the response to the previous page contained. Empty for the first page.
    pub cookie: Vec<u8>,
}

impl PagedResults {
    pub(super) fn decode(value: &[u8]) -> Result<Self, Malformed> {
        let mut outer = Reader::new(value);
        let mut reader = outer.sequence("the value of the control of paged results")?;
        let size = reader.integer("the size of the page")?;
        let cookie = reader.octets("the cookie of the page")?.to_vec();
        reader.finish()?;
        outer.finish()?;
        Ok(Self { size, cookie })
    }
}

/// Writes the control of a response. The cookie of the last page is empty.
pub(super) fn response(estimate: i32, cookie: &[u8]) -> Vec<u8> {
    let mut writer = Writer::default();
    writer.sequence(|it| {
        it.integer(estimate);
        it.octets(cookie);
    });
    writer.into_bytes()
}
