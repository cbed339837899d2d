//! The messages of an OpenID Connect provider: requests are read, checked against what is registered,
//! and answered; tokens and documents are written. The crate does no I/O and reads no clock. The caller
//! looks up the client, the grant and the person, and passes them in with the current time.
//!
//! A request passes through these modules in this order:
//!
//! 1. [`parameters`] reads a query or a form. Each parameter may occur once.
//! 2. [`authorize`] checks an authorization request against the [`client::Client`]. What goes wrong
//!    before the redirect URI is known to be registered is shown on a page of ours; only what goes
//!    wrong later is sent to that address.
//! 3. [`client_auth`] reads how a client authenticates, and [`token`] what it asks for.
//! 4. [`tokens`] writes ID tokens, access tokens and logout tokens, which [`jose`] signs.
//! 5. [`userinfo`], [`introspection`], [`revocation`] and [`logout`] are the other endpoints, and
//!    [`discovery`] describes them all.

pub mod acr;
pub mod address;
pub mod answer;
pub mod authorize;
pub mod bearer;
pub mod client;
pub mod client_auth;
pub mod device;
pub mod discovery;
pub mod dpop;
pub mod error;
mod form;
pub mod form_post;
pub mod incoming;
pub mod initiate_login;
pub mod introspection;
pub mod jose;
pub mod logout;
pub mod mapping;
pub mod parameters;
pub mod person;
pub mod pkce;
pub mod pushed;
pub mod reply;
pub mod resource;
pub mod revocation;
pub mod scope;
pub mod secret;
pub mod token;
pub mod tokens;
pub mod userinfo;

#[cfg(test)]
mod tests;
