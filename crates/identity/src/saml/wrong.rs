//! The errors of the protocol as problems of an application.

use ::saml::authn_request::PageError;
use ::saml::response::ErrorResponse;

use crate::requests::{Rejected, Wrong};

impl From<PageError> for Rejected {
    fn from(error: PageError) -> Self {
        Self {
            message: error.to_string(),
            received: None,
        }
    }
}

/// An error that is sent to the application.
impl<'a> From<&'a ErrorResponse> for Wrong<'a> {
    fn from(error: &'a ErrorResponse) -> Self {
        Self {
            code: error.status.as_str(),
            message: error.message.clone(),
            received: None,
        }
    }
}

/// An application that is unknown, or uses another protocol.
pub(super) fn unknown() -> Rejected {
    Rejected {
        message: "The application is unknown. Check the address in its settings".to_owned(),
        received: None,
    }
}
