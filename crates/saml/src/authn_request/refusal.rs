use rules::time::Timestamp;

use crate::error::Malformed;
use crate::response::ErrorResponse;

/// Why a request is refused, and who sees the error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Shown on a page of ours, and never sent to an address from the request.
    Page(PageError),
    /// Sent to a registered address of the service provider.
    Answer(ErrorResponse),
}

impl From<PageError> for Refusal {
    fn from(error: PageError) -> Self {
        Self::Page(error)
    }
}

/// An error that is shown on a page of ours. Show what it quotes from the request as text, never as a
/// link.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PageError {
    /// The request cannot be read.
    #[error("The request of the application is invalid: {0}")]
    Malformed(#[from] Malformed),
    /// The request is by another service provider.
    #[error(
        "The Issuer of the request is {found}, but the application is registered as {expected}"
    )]
    WrongIssuer {
        /// The registered name.
        expected: String,
        /// The name in the request.
        found: String,
    },
    /// The request is for another address.
    #[error("The Destination of the request is {found}, but it was sent to {expected}")]
    WrongDestination {
        /// The address here.
        expected: String,
        /// The address in the request.
        found: String,
    },
    /// The request is too old, or from the future.
    #[error(
        "The request was issued at {issued_at}, and it is {now} now. Open the application again. If this happens again, check the clock of the application's server"
    )]
    WrongTime {
        /// The time in the request.
        issued_at: Timestamp,
        /// The current time.
        now: Timestamp,
    },
    /// The request has a signature of XML.
    #[error(
        "The request contains an XML signature. Only signatures of the HTTP-Redirect binding are verified. Set the application to send its requests with HTTP-Redirect, or not to sign them"
    )]
    XmlSignature,
    /// The request is not signed, but it must be.
    #[error(
        "The request is not signed, but a signature is required. Set the application to sign its requests and to send them with HTTP-Redirect"
    )]
    Unsigned,
    /// There is no key to verify the signature with.
    #[error(
        "The request is signed, but no certificate that could verify it is registered for this application. Register its certificate, or set the application not to sign its requests"
    )]
    NoCertificate,
    /// The signature is wrong.
    #[error(
        "The signature of the request is not by a certificate that is registered for this application"
    )]
    WrongSignature,
    /// The address for the response is not registered.
    #[error("The address for the response, {requested}, is not registered for this application")]
    UnregisteredConsumer {
        /// The address in the request.
        requested: String,
    },
    /// The index of the address for the response is not registered.
    #[error(
        "The address for the response with the index {requested} is not registered for this application"
    )]
    UnregisteredIndex {
        /// The index in the request.
        requested: u32,
    },
    /// The request has an address and an index, which may contradict each other.
    #[error(
        "The request has both AssertionConsumerServiceURL and AssertionConsumerServiceIndex. Only one is allowed"
    )]
    TwoConsumers,
    /// No address is registered.
    #[error("No address for responses is registered for this application")]
    NoConsumer,
    /// The logout request is beyond its own time limit.
    #[error("The request was valid until {not_on_or_after}, and it is {now} now")]
    Expired {
        /// The limit in the request.
        not_on_or_after: Timestamp,
        /// The current time.
        now: Timestamp,
    },
}
