//! Network access: access points and VPNs ask a RADIUS server who may connect, and the RADIUS server
//! asks here. The server is FreeRADIUS with its module `rlm_rest`; see `docs/network-access.md`.
//!
//! A RADIUS client has one secret. The access point and the RADIUS server share it, and the RADIUS server
//! sends it with each question, so that every question names the access point that it is about. The secret
//! has 140 random bits, so a fast hash is enough to store it.

mod answer;
mod authenticate;
mod caller;
mod check_access;
mod create;
mod delete;
mod export;
mod groups;
mod list;
mod may_connect;
mod note;
mod secret;
mod table;
mod update;
mod values;

pub use answer::{Answer, SESSION_SECONDS};
pub use authenticate::authenticate;
pub use caller::{RadiusCaller, caller};
pub use check_access::check_access;
pub use create::create;
pub use delete::delete;
pub use export::ExportedRadiusClients;
pub use list::{get, list};
pub use secret::replace_secret;
pub use update::update;
