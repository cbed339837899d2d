//! What the fuzz targets in `tests/fuzz` check, in a crate of the workspace: so it is compiled with
//! everything else, and its own test runs the seeds. The modules without `check` are what they share: what is
//! registered, a limit of memory, and second readers that must agree with ours.

#![expect(clippy::expect_used, reason = "that is how a check fails")]

pub mod attributes;
pub mod authorize;
mod canonical;
pub mod csv;
pub mod ldap;
pub mod mail_words;
mod memory;
mod openid;
pub mod saml_metadata;
mod saml_parties;
pub mod saml_query;
pub mod saml_requests;
mod second_reader;
mod stored;

use rules::time::Timestamp;

/// The checks of a target.
pub type Check = fn(&[u8]);

/// The targets, by name.
pub const TARGETS: [(&str, Check); 8] = [
    ("attributes", attributes::check),
    ("authorize", authorize::check),
    ("csv", csv::check),
    ("ldap", ldap::check),
    ("mail_words", mail_words::check),
    ("saml_metadata", saml_metadata::check),
    ("saml_query", saml_query::check),
    ("saml_requests", saml_requests::check),
];

/// The time of all checks, shortly after the one in the seeds.
fn now() -> Timestamp {
    Timestamp::from_unix_millis(1_795_502_952_000)
}
