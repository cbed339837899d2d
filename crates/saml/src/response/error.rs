use rules::time::Timestamp;

use super::{Status, write_status};
use crate::names::{self, Prefix};
use crate::xml::Writer;

/// An answer without an assertion. It is not signed, because it gives nobody anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorResponse {
    /// The registered address that gets the response.
    pub consumer_url: String,
    /// The identifier of the request.
    pub in_response_to: Option<String>,
    /// The value that is sent back with the response.
    pub relay_state: Option<String>,
    /// What went wrong, for programs.
    pub status: Status,
    /// What went wrong, for developers.
    pub message: String,
}

impl ErrorResponse {
    /// Writes the response. `issuer` is the name of the identity provider.
    pub fn write(&self, issuer: &str, id: &str, now: Timestamp) -> String {
        let instant = names::instant(now);
        let mut attributes = vec![
            ("Destination", self.consumer_url.as_str()),
            ("ID", id),
            ("IssueInstant", &instant),
            ("Version", "2.0"),
        ];
        attributes.extend(
            self.in_response_to
                .as_deref()
                .map(|id| ("InResponseTo", id)),
        );
        let mut writer = Writer::default();
        writer.element((Prefix::Protocol, "Response"), &attributes, |writer| {
            writer.leaf((Prefix::Assertion, "Issuer"), &[], issuer);
            write_status(writer, self.status, &self.message);
        });
        writer.finish()
    }
}
