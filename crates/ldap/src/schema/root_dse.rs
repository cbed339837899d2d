//! What the server says about itself: the entry above all others (RFC 4512, section 5.1).

use super::SUBSCHEMA_DN;
use crate::control::{MANAGE_DSA_IT, PAGED_RESULTS, PASSWORD_POLICY};
use crate::dn::Dn;
use crate::entry::Entry;
use crate::request::extended::{PASSWORD_MODIFY, START_TLS, WHO_AM_I};

/// Searches for all operational attributes (RFC 3673).
const ALL_OPERATIONAL: &str = "1.3.6.1.4.1.4203.1.5.1";
/// Filters that are always true or false (RFC 4526).
const ABSOLUTE_FILTERS: &str = "1.3.6.1.4.1.4203.1.5.3";

/// What the server says about itself.
#[derive(Clone, Copy, Debug)]
pub struct RootDse<'a> {
    /// The suffixes that the connection may know. None before it is authenticated, because they would
    /// tell which organizations exist.
    pub suffixes: &'a [Dn],
    /// Whether StartTLS can be used on this connection.
    pub start_tls: bool,
    /// The version of Latchkey.
    pub version: &'a str,
}

impl RootDse<'_> {
    /// The entry.
    pub fn entry(self) -> Entry {
        let start_tls = self.start_tls.then_some(START_TLS);
        let extensions = [PASSWORD_MODIFY, WHO_AM_I].into_iter().chain(start_tls);
        let suffixes = self.suffixes.iter().map(ToString::to_string);
        Entry::new(Dn::root())
            .with("objectClass", ["top"])
            .with("namingContexts", suffixes)
            .with("subschemaSubentry", [SUBSCHEMA_DN])
            .with("supportedLDAPVersion", ["3"])
            .with(
                "supportedControl",
                [PAGED_RESULTS, PASSWORD_POLICY, MANAGE_DSA_IT],
            )
            .with("supportedExtension", extensions)
            .with("supportedFeatures", [ALL_OPERATIONAL, ABSOLUTE_FILTERS])
            .with("vendorName", ["Latchkey"])
            .with("vendorVersion", [self.version])
    }
}
