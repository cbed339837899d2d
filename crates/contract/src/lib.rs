//! What goes over the wire: the requests, responses and problems of the REST API, the same
//! types for the server, the apps, the tests and integrators who write Rust.
//!
//! Field names are camelCase; enum values snake_case; moments RFC 3339 in UTC; identifiers
//! UUIDs. Requests refuse fields they do not know.

pub mod administrators;
pub mod api_keys;
pub mod bulk;
pub mod change;
pub mod events;
#[cfg(feature = "openapi")]
pub mod examples;
pub mod factors;
pub mod ids;
pub mod links;
pub mod mail;
pub mod me;
pub mod organization;
pub mod page;
pub mod problem;
pub mod recovery_email;
pub mod server;
pub mod sessions;
pub mod set_up;
pub mod sign_in;
pub mod users;
