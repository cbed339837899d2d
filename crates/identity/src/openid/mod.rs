//! OpenID Connect: applications send people here to sign in, and get codes and tokens for them. The
//! messages are in the crate `oidc`; here is what they mean for sessions, accounts and the gate.
//!
//! A request goes through [`authorize`](authorize()) and, if the person has to do something first, waits
//! in a row until the portal continues with it. The gate opens it or not. Every use of what it gave asks
//! the database again.

mod access_token;
mod authenticate;
mod authorize;
mod browser;
mod claims;
mod client;
mod continuing;
mod failure;
mod grant;
mod introspect;
mod judge;
mod launch;
mod logout;
mod notices;
mod open;
mod origins;
mod preview;
mod problems;
mod redeem;
mod refresh;
mod requests;
mod revoke;
mod token;
mod usable;
mod userinfo;

pub use authorize::authorize;
pub use browser::{Browser, Outcome, Waiting};
pub use continuing::{continue_in_browser, continue_in_portal, show_request};
pub use failure::Failure;
pub use introspect::introspect;
pub use launch::{Launched, launch};
pub use logout::{LoggedOut, LogoutQuestion, confirm_logout, logout};
pub use notices::{Notifier, Undelivered, run as run_notices};
pub use origins::is_registered_origin;
pub use preview::preview;
pub use revoke::revoke;
pub use token::token;
pub use userinfo::userinfo;
