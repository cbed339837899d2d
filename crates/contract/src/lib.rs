//! The requests, responses and problems of the REST API, shared by the server, the portals, the
//! tests and integrators who use Rust.
//!
//! Field names are camelCase, enum values snake_case, timestamps RFC 3339 in UTC, and identifiers
//! UUIDs. Unknown fields in requests are refused.

pub mod administrators;
pub mod api_keys;
pub mod application_passwords;
pub mod applications;
pub mod branding;
pub mod bulk;
pub mod bulk_jobs;
pub mod change;
pub mod company_email;
pub mod continuing;
pub mod devices;
pub mod directory;
#[cfg(feature = "openapi")]
pub mod documented;
pub mod events;
#[cfg(feature = "openapi")]
pub mod examples;
pub mod exports;
pub mod factors;
pub mod filter;
pub mod groups;
pub mod hosts;
pub mod ids;
pub mod imports;
pub mod known_browsers;
pub mod ldap_bind_users;
pub mod links;
pub mod mail_deliveries;
pub mod mail_templates;
pub mod me;
pub mod organization;
pub mod page;
pub mod previews;
pub mod problem;
pub mod profile;
pub mod radius;
pub mod recovery_email;
pub mod reports;
pub mod resource_access;
pub mod scheduled_changes;
pub mod server;
pub mod sessions;
pub mod set_up;
pub mod sign_in;
pub mod sign_up;
pub mod ssh_keys;
pub mod terms;
pub mod user_attributes;
pub mod users;
pub mod views;
pub mod webhooks;
