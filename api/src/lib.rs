//! The server: parses HTTP requests, calls use cases of `identity` and renders their results. It also
//! serves both portals and contains the command line.
//!
//! The types that a handler takes authenticate its caller and check their permission.

pub mod administrators;
pub mod api_keys;
pub mod application_passwords;
pub mod applications;
pub mod assets;
pub mod bulk_jobs;
pub mod cli;
pub mod config;
pub mod connections;
pub mod continuing;
pub mod devices;
pub mod directory;
pub mod docs;
pub mod events;
pub mod factors;
pub mod groups;
pub mod health;
pub mod hosts;
pub mod http;
pub mod imports;
pub mod ldap;
pub mod ldap_bind_users;
pub mod links;
pub mod log;
pub mod mail_deliveries;
pub mod mail_templates;
pub mod mailbox;
pub mod me;
pub mod metrics;
pub mod openapi;
pub mod openid;
pub mod organization;
pub mod previews;
pub mod radius;
pub mod reports;
pub mod requests;
pub mod routes;
pub mod saml;
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
