//! Typed client of the Latchkey REST API, native and in the browser: one function an
//! endpoint. The apps, the tests and integrators call the API through it.
//!
//! A client speaks for one party: a person in one portal (an access token held in memory,
//! renewed through the refresh cookie when it has run out) or a program with an API key.

mod administrators;
mod api_keys;
mod error;
mod factors;
mod links;
mod me;
mod organization;
mod portal;
mod renewal;
mod request;
mod sign_in;
#[cfg(target_arch = "wasm32")]
mod tabs;
mod transport;
mod users;

pub use error::Error;
pub use portal::Portal;
pub use request::{Client, Versioned};
pub use transport::Http;
