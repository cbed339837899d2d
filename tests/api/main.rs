//! Tests of the REST API over HTTP, on both databases.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "in a test, that is how it fails"
)]

mod administrators;
mod aging;
mod any_order;
mod authorization;
mod bad_input;
mod browsers;
mod bulk;
mod database_away;
mod factors;
mod fair_shares;
mod head;
mod integrator;
mod link_kinds;
mod links;
mod lockout;
mod mail_previews;
mod migrated_documents;
mod organizations;
mod password_rules;
mod password_status;
mod races;
mod recovery_email;
mod repeated_creates;
mod session_identifiers;
mod sessions;
mod sign_in;
mod signing_keys;
mod slow_clients;
mod timing;
