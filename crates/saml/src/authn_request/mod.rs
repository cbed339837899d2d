//! Requests of service providers to authenticate a person.

mod check;
mod parse;
mod refusal;

use rules::saml::NameIdFormat;
use rules::time::Timestamp;
use serde::{Deserialize, Serialize};

pub use crate::context::Comparison;
use crate::context::Context;
use crate::provider::ServiceProvider;
use crate::response::{ErrorResponse, Status};
pub use check::{SignatureState, check};
pub(crate) use check::{check_sender, check_time, named};
pub use refusal::{PageError, Refusal};

/// A request that was read, and not checked yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthnRequest {
    /// The identifier, which the response repeats.
    pub id: String,
    /// The service provider that claims to have sent it.
    pub issuer: String,
    /// The address that it was sent to.
    pub destination: Option<String>,
    /// The address that wants the response.
    pub consumer_url: Option<String>,
    /// The index of the address that wants the response.
    pub consumer_index: Option<u32>,
    /// The binding of the response.
    pub binding: Option<String>,
    /// Whether the person has to authenticate again.
    pub force_authn: bool,
    /// Whether nothing may be asked.
    pub is_passive: bool,
    /// The kind of name that is wanted.
    pub name_id_format: Option<String>,
    /// Whose name it has to be, if the service provider is one of a group with common names.
    pub name_qualifier: Option<String>,
    /// The classes of authentication contexts, of which one is wanted.
    pub contexts: Vec<String>,
    /// Whether contexts are also described by declarations, which are not supported.
    pub has_context_declarations: bool,
    /// How the contexts are to be compared.
    pub comparison: Comparison,
    /// When the request was written.
    pub issued_at: Timestamp,
    /// Whether there is a signature inside of the message. It is not verified.
    pub has_signature: bool,
    /// The person that has to be authenticated: their name, or an empty text if it cannot be read.
    pub has_subject: Option<String>,
}

/// A request that was checked. It is stored while the person is asked something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckedRequest {
    /// The identifier. `None` if no request was sent.
    pub request_id: Option<String>,
    /// The registered address that gets the response.
    pub consumer_url: String,
    /// The value that is sent back with the response.
    pub relay_state: Option<String>,
    /// Whether the person has to authenticate again.
    pub force_authn: bool,
    /// Whether nothing may be asked.
    pub is_passive: bool,
    /// The kind of name that is sent.
    pub name_id: NameIdFormat,
    /// What must be reached.
    pub context: Option<Context>,
    /// The class to answer with, as it was asked for.
    pub context_class: Option<String>,
}

impl CheckedRequest {
    /// What is as good as a request when the person opens the application here. Use it only for
    /// applications that allow responses without requests. `None` if no address is registered.
    pub fn unsolicited(provider: &ServiceProvider, relay_state: Option<String>) -> Option<Self> {
        let (_, consumer_url) = provider.consumers.first()?;
        Some(Self {
            request_id: None,
            consumer_url: consumer_url.clone(),
            relay_state,
            force_authn: false,
            is_passive: false,
            name_id: provider.name_id,
            context: None,
            context_class: None,
        })
    }

    /// The class to answer with for a person who was authenticated in this way.
    pub fn answered_class(&self, reached: Context) -> &str {
        self.context_class
            .as_deref()
            .unwrap_or_else(|| reached.class())
    }

    /// An error as the answer to this request. The message is for developers.
    pub fn refuse(&self, status: Status, message: impl Into<String>) -> ErrorResponse {
        ErrorResponse {
            consumer_url: self.consumer_url.clone(),
            in_response_to: self.request_id.clone(),
            relay_state: self.relay_state.clone(),
            status,
            message: message.into(),
        }
    }
}
