//! OpenID Connect: applications send people here to sign in, and get codes and tokens for them. The
//! messages are in the crate `oidc`; this module applies them to sessions, accounts and the gate.
//!
//! A request goes through [`authorize`](authorize()), and then, like the requests of every protocol,
//! through [`crate::requests`]. Every use of the grant asks the database again.

mod access_token;
mod authenticate;
mod authorize;
mod claims;
mod client;
mod consent;
mod device_redeem;
mod device_request;
mod device_rows;
mod device_sign_on;
mod failure;
mod find_usable;
mod grant;
mod introspect;
mod logout;
mod notices;
mod origins;
mod preview;
mod problems;
mod proof;
mod push;
mod redeem;
mod refresh;
mod revoke;
mod sign_on;
mod token;
mod usable;
mod userinfo;

pub use authorize::authorize;
pub use device_request::{Requesting, request_device, store_device};
pub(crate) use device_rows::{approve, deny, find_by_user_code};
pub(crate) use device_sign_on::DeviceSignOn;
pub use failure::Failure;
pub use introspect::introspect;
pub use logout::{LoggedOut, LogoutQuestion, confirm_logout, logout};
pub use notices::{Notifier, Undelivered, run as run_notices};
pub use origins::is_registered_origin;
pub use preview::preview;
pub use push::{Pushing, push, store_pushed};
pub use revoke::revoke;
pub(crate) use sign_on::SignOn;
pub use token::token;
pub use userinfo::userinfo;
