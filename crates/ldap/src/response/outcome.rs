//! What every response but those with entries contains.

use super::ResultCode;
use crate::ber::Writer;

/// The result of a request, with its explanation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The result.
    pub code: ResultCode,
    /// If an entry does not exist, the text of the DN of the nearest one above it. Otherwise empty.
    pub matched: String,
    /// An explanation for people, possibly empty.
    pub message: String,
}

impl Outcome {
    /// A result with an explanation.
    pub fn new(code: ResultCode, message: impl Into<String>) -> Self {
        Self {
            code,
            matched: String::new(),
            message: message.into(),
        }
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        writer.enumerated(self.code.number().into());
        writer.text(&self.matched);
        writer.text(&self.message);
    }
}

impl From<ResultCode> for Outcome {
    fn from(code: ResultCode) -> Self {
        Self::new(code, "")
    }
}
