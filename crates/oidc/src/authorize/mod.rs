//! Authorization requests (OpenID Connect Core, 3.1.2.1), from a query or a form.
//!
//! The caller asks [`entry`] for the client, loads it, and calls [`check`]. A [`Refusal::Page`] is
//! shown on a page of this server, because no address is known to belong to the client. A
//! [`Refusal::Redirect`] is sent to the client.

mod check;
mod claims;
mod refusal;
mod request;

pub use check::{check, check_pushed};
pub use refusal::{PageError, Refusal};
pub use request::{AuthorizationRequest, Prompt};

use crate::parameters::Parameters;
use crate::pushed;

/// Who asks, and where the request is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry<'a> {
    /// The request is in the parameters.
    Direct {
        /// The client.
        client_id: &'a str,
    },
    /// The client pushed the request before (RFC 9126).
    Pushed {
        /// The client.
        client_id: &'a str,
        /// The name of the pushed request. It works once, for this client.
        request: &'a str,
    },
}

/// Determines who asks.
///
/// # Errors
/// If the client is missing or ambiguous.
pub fn entry(parameters: &Parameters) -> Result<Entry<'_>, PageError> {
    let client_id = parameters
        .get("client_id")?
        .ok_or(PageError::MissingClient)?;
    let request_uri = parameters.get("request_uri")?;
    let pushed = request_uri.and_then(pushed::token_of);
    Ok(match pushed {
        Some(request) => Entry::Pushed { client_id, request },
        None => Entry::Direct { client_id },
    })
}
