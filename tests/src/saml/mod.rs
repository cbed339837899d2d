//! The side of the application in SAML. It shares no code with the server: it reads and verifies with
//! code of its own.

mod answer;
mod element;
mod keys;
mod messages;
mod provider;

pub use answer::{Answer, Assertion, Form};
pub use element::Element;
pub use keys::{SamlKey, der, has_signed, verified};
pub use messages::{Message, RSA_SHA256, deflated, query, redirected, signed_query};
pub use provider::{
    ACS, RELAY_STATE, SECOND_ACS, SIGNED_OUT, SP, ServiceProvider, consumer, foreign_key, settings,
    sp_key,
};
