use rules::time::Timestamp;

use crate::names::{self, Prefix};
use crate::response::{Status, write_status, write_success};
use crate::xml::Writer;

/// The answer to a logout request. It is signed as a query, see
/// [`crate::redirect::signed_response`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogoutResponse<'a> {
    /// The name of the identity provider.
    pub issuer: &'a str,
    /// The registered address that gets the response.
    pub destination: &'a str,
    /// The identifier of the request.
    pub in_response_to: &'a str,
    /// A new identifier for the response.
    pub id: &'a str,
    /// The current time.
    pub now: Timestamp,
    /// What went wrong. `None` if the sessions have ended.
    pub problem: Option<Status>,
}

impl LogoutResponse<'_> {
    /// Writes the response.
    pub fn write(&self) -> String {
        let now = names::instant(self.now);
        let attributes = [
            ("Destination", self.destination),
            ("ID", self.id),
            ("InResponseTo", self.in_response_to),
            ("IssueInstant", &now),
            ("Version", "2.0"),
        ];
        let mut writer = Writer::default();
        let name = (Prefix::Protocol, "LogoutResponse");
        writer.element(name, &attributes, |writer| {
            writer.leaf((Prefix::Assertion, "Issuer"), &[], self.issuer);
            match self.problem {
                None => write_success(writer),
                Some(status) => write_status(writer, status, ""),
            }
        });
        writer.finish()
    }
}
