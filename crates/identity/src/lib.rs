//! The use cases of Latchkey: what users, administrators and programs can do, independent of the
//! protocol.
//!
//! A use case is a plain async function that takes a [`Context`]. Its caller is a type from
//! [`actor`]; for administration, one that includes the required [permission](permitted). It runs
//! in one transaction, in which it also records its [event](events) and enqueues its
//! [email](outbox).

mod access_tokens;
mod account_facts;
pub mod accounts;
pub mod actor;
pub mod addresses;
pub mod administrators;
pub mod api_keys;
pub(crate) mod application_keys;
pub mod application_passwords;
pub mod applications;
pub mod bulk_jobs;
mod changes;
pub mod clock;
pub mod company_email;
mod context;
pub mod continuing;
pub mod crypto;
mod database;
pub mod demo;
pub mod devices;
pub mod directory;
mod error;
pub mod events;
pub mod exports;
pub mod factors;
mod fields;
pub mod figures;
pub mod groups;
mod host_access;
pub mod hosts;
pub mod housekeeping;
mod idempotency;
pub mod imports;
mod initiator;
mod jobs;
pub mod known_browsers;
mod last_use;
pub mod ldap_bind_users;
pub mod links;
mod lists;
pub mod mail_deliveries;
pub mod mail_templates;
pub mod me;
pub mod mfa_enrollment;
mod migrate;
pub mod network;
pub mod oidc_keys;
pub mod openid;
pub mod organization;
pub mod organizations;
pub mod outbox;
pub mod password_aging;
pub mod passwords;
pub mod permitted;
pub mod precondition;
pub mod previews;
pub mod radius;
pub mod recovery_email;
pub mod reports;
pub mod requests;
pub mod resealing;
mod resource_access;
mod resources;
pub mod restoring;
mod room;
pub mod saml;
pub mod scheduled_changes;
pub mod sessions;
pub mod set_up;
pub mod sign_in;
pub mod sign_up;
pub mod signing_keys;
mod slots;
pub mod ssh_keys;
mod suspension;
mod tenant_rows;
pub mod terms;
#[cfg(test)]
mod tests;
pub mod turns;
pub mod user_attributes;
pub mod users;
pub mod views;
pub mod webhooks;
mod zone;

pub use context::{Context, Parts};
pub use database::{Connections, Database};
pub use error::Error;
pub use idempotency::Once;
pub use lists::{ExportedList, ListKeys};
pub use migrate::migrate;
