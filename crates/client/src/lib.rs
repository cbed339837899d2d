//! A typed client of the Latchkey REST API, native and in the browser, with one function per
//! endpoint. The portals, the tests and integrators use it.
//!
//! A client has one caller: a person in one portal (with an access token that is kept in memory and
//! renewed with the refresh cookie), or a program with an API key.

mod administrators;
mod api_keys;
mod application_passwords;
mod applications;
mod bulk_jobs;
mod client;
mod continuing;
mod devices;
mod directory;
mod error;
mod events;
mod factors;
mod groups;
mod hosts;
mod imports;
mod ldap_bind_users;
mod links;
mod mail_deliveries;
mod mail_templates;
mod me;
mod organization;
mod portal;
mod previews;
mod radius;
mod reports;
mod request;
mod saml;
mod scheduled_changes;
mod server_sent;
mod sessions;
mod set_up;
mod sign_in;
mod sign_up;
mod ssh_keys;
#[cfg(target_arch = "wasm32")]
mod tabs;
mod terms;
mod transport;
mod user_attributes;
mod users;
mod views;
mod webhooks;

pub use client::Client;
pub use error::Error;
pub use events::{ArrivedEvents, EventStream};
pub use request::Versioned;
pub use rules::account::Portal;
pub use transport::Http;
