//! The server: HTTP in, a use case of `identity` called, HTTP out. It serves both apps, and has
//! the command line.
//!
//! A handler parses, calls one use case, and renders. Who may do what is decided in `identity`.

pub mod administrators;
pub mod api_keys;
pub mod assets;
pub mod cli;
pub mod config;
pub mod docs;
pub mod events;
pub mod factors;
pub mod health;
pub mod http;
pub mod links;
pub mod log;
pub mod mail_deliveries;
pub mod mailbox;
pub mod me;
pub mod metrics;
pub mod openapi;
pub mod organization;
pub mod routes;
pub mod server;
pub mod sessions;
pub mod set_up;
pub mod sign_in;
pub mod users;
