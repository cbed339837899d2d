//! The account rules of Latchkey as pure code: without I/O, without a clock, and independent of our
//! other crates. The server enforces them and the browser shows them, so what a person sees while
//! typing is what the server decides.

pub mod access;
pub mod account;
pub mod account_status;
pub mod appearance;
pub mod application;
pub mod attribute;
pub mod bulk;
pub mod color;
pub mod directory;
mod domain;
pub mod email;
pub mod event;
pub mod extensible;
pub mod host;
pub mod import;
pub mod language;
pub mod lifetimes;
pub mod links;
pub mod lockout;
pub mod mail;
pub mod mfa;
pub mod name_list;
mod named;
mod normal;
pub mod object;
pub mod openid;
pub mod organization_state;
pub mod password_aging;
pub mod passwords;
pub mod preview;
pub mod resource;
pub mod role;
pub mod saml;
pub mod scheduled_change;
pub mod service_password;
pub mod sign_in;
pub mod ssh_key;
pub mod state;
pub mod status;
pub mod stop_reason;
pub mod terms;
pub mod text;
pub mod time;
pub mod username;
pub mod view;
pub mod web_address;
pub mod webhook;

pub use named::Named;

/// For the code that [`named_values!`] generates in other crates.
#[cfg(feature = "database")]
#[doc(hidden)]
pub use sea_orm;
