//! The messages of a SAML 2.0 identity provider: requests are read, checked against what is registered,
//! and answered; assertions and metadata are written. The crate does no I/O and reads no clock. The
//! caller looks up the service provider, the keys and the person, and passes them in with the current
//! time.
//!
//! A request passes through these modules in this order:
//!
//! 1. [`redirect`] or [`post`] reads the parameters that carry it. Each may occur once.
//! 2. [`authn_request`] reads the message and checks it against the [`provider::ServiceProvider`]. What
//!    goes wrong before the address for the response is known to be registered is shown on a page of
//!    ours; only what goes wrong later is sent to that address.
//! 3. [`context`] says how the person has to be authenticated.
//! 4. [`response`] writes the assertion or the error, with [`keys`] that sign and encrypt.
//! 5. [`logout`] is the other endpoint, and [`metadata`] describes both sides.
//!
//! ```
//! use rules::saml::{NameIdFormat, SignedParts};
//! use rules::time::Timestamp;
//! use saml::authn_request::{self, AuthnRequest, SignatureState};
//! use saml::context::Context;
//! use saml::keys::{Certificate, SigningKey};
//! use saml::provider::ServiceProvider;
//! use saml::redirect::{self, RedirectMessage};
//! use saml::response::{self, NameId, Success};
//! # use latchkey_saml as saml;
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let now = Timestamp::from_unix_millis(1_795_502_952_000);
//! let provider = ServiceProvider {
//!     entity_id: "https://app.example/saml".to_owned(),
//!     consumers: vec![(0, "https://app.example/acs".to_owned())],
//!     logout_url: None,
//!     request_keys: Vec::new(),
//!     requests_signed: false,
//!     name_id: NameIdFormat::Email,
//! };
//! # let query = redirect::query(
//! #     r#"<AuthnRequest xmlns="urn:oasis:names:tc:SAML:2.0:protocol" ID="_1" Version="2.0"
//! #         IssueInstant="2026-11-24T06:49:12Z"><Issuer xmlns="urn:oasis:names:tc:SAML:2.0:assertion"
//! #         >https://app.example/saml</Issuer></AuthnRequest>"#,
//! #     Some("/wiki"),
//! # );
//!
//! // The request.
//! let message = RedirectMessage::request(&query)?;
//! let request = AuthnRequest::parse(&message.xml)?;
//! let signature = SignatureState::of(&message, &provider)?;
//! let sso = "https://id.example/saml/1/sso";
//! let checked =
//!     authn_request::check(&request, message.relay_state, signature, &provider, sso, now)
//!         .map_err(|refusal| format!("{refusal:?}"))?;
//!
//! // The key of the application.
//! let pkcs8 = SigningKey::generate()?;
//! let certificate = Certificate::self_signed(&pkcs8, "Wiki", now, 10)?;
//! let key = SigningKey::from_pkcs8(&pkcs8, certificate)?;
//!
//! // The response.
//! let response = Success {
//!     issuer: "https://id.example/saml/1/metadata",
//!     consumer_url: &checked.consumer_url,
//!     in_response_to: checked.request_id.as_deref(),
//!     audience: &provider.entity_id,
//!     name_id: NameId { format: checked.name_id, value: "ada@example.com".to_owned() },
//!     session_index: "s1",
//!     authenticated_at: now,
//!     context_class: checked.answered_class(Context::Password),
//!     attributes: &[],
//!     now,
//!     expires_at: now.plus(std::time::Duration::from_secs(300)),
//!     session_expires_at: None,
//!     sign: SignedParts::Both,
//!     encrypt: None,
//!     response_id: &saml::id::of([1; 16]),
//!     assertion_id: &saml::id::of([2; 16]),
//! };
//! let xml = response.write(&key)?;
//! let fields = response::form_fields(&xml, checked.relay_state.as_deref());
//! assert_eq!(fields[1], ("RelayState", "/wiki".to_owned()));
//! # Ok(())
//! # }
//! ```

pub mod authn_request;
pub mod context;
mod encryption;
pub mod error;
pub mod id;
pub mod keys;
pub mod logout;
mod message;
pub mod metadata;
mod names;
mod parameters;
pub mod post;
pub mod provider;
pub mod redirect;
pub mod response;
mod signature;
mod xml;

#[cfg(test)]
mod tests;
