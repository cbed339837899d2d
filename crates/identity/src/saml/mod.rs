//! SAML 2.0: applications send people here to sign in, and get assertions about them. The messages are in
//! the crate `saml`; here is what they mean for sessions, accounts and the gate.
//!
//! A request goes through [`sso`](sso()), and from there as those of every protocol do
//! ([`crate::requests`]). What an application gets is a statement about one moment: nothing can be asked
//! about it later.

mod describe;
mod logout;
mod open_idp_initiated;
mod person;
mod preview;
mod problems;
mod registered;
mod sign_on;
mod signer;
mod sso;

pub use describe::metadata;
pub use logout::{SignedOut, logout};
pub use open_idp_initiated::open_idp_initiated;
pub use preview::preview;
pub(crate) use sign_on::SignOn;
pub use sso::{ByForm, sso, sso_by_form};
