use crate::answer::Answer;
use crate::parameters::{Malformed, Repeated};

/// Why an authorization request is refused, and who sees the error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Shown on a page of ours, and never sent to an address from the request.
    Page(PageError),
    /// Sent to the registered redirect URI.
    Redirect(Answer),
}

impl From<PageError> for Refusal {
    fn from(error: PageError) -> Self {
        Self::Page(error)
    }
}

/// An error that is shown on a page of ours.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PageError {
    /// The request cannot be read.
    #[error("The request of the application is invalid: {0}")]
    Malformed(#[from] Malformed),
    /// The client or the redirect URI is in the request more than once.
    #[error("The request of the application contains a parameter more than once")]
    Repeated,
    /// There is no `client_id`.
    #[error("The request does not name an application. client_id is missing")]
    MissingClient,
    /// The client is unknown, or of another organization. The caller finds this out.
    #[error("The application is unknown. Check client_id")]
    UnknownClient,
    /// There is no `redirect_uri`.
    #[error("The request does not say where to return to. redirect_uri is missing")]
    MissingRedirect,
    /// The redirect URI is not registered.
    #[error("The redirect URI of the request is not registered for this application")]
    UnregisteredRedirect {
        /// What the request contained. Show it as text, never as a link.
        requested: String,
    },
    /// The pushed request is unknown, used, expired or of another client. The caller finds this out.
    #[error("The request has expired. Open the application again")]
    Expired,
}

impl From<Repeated> for PageError {
    fn from(Repeated: Repeated) -> Self {
        Self::Repeated
    }
}
