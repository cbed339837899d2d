//! Requests to compare a value with those of an entry.

use crate::ber::Reader;
use crate::error::Malformed;

/// A request to compare a value with those of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compare {
    /// The text of the entry's DN.
    pub dn: String,
    /// The name of the attribute.
    pub attribute: String,
    /// The value.
    pub value: Vec<u8>,
}

impl Compare {
    pub(crate) fn decode(content: &[u8]) -> Result<Self, Malformed> {
        let mut reader = Reader::new(content);
        let dn = reader.text("the entry")?.to_owned();
        let mut assertion = reader.sequence("the assertion")?;
        let attribute = assertion.text("the attribute")?.to_owned();
        let value = assertion.octets("the value")?.to_owned();
        assertion.finish()?;
        reader.finish()?;
        Ok(Self {
            dn,
            attribute,
            value,
        })
    }
}
