//! The errors of the protocol as problems of an application.

use ::saml::authn_request::PageError;
use ::saml::response::{ErrorResponse, Status};

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
            code: status(error.status),
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

/// The status without the prefix that all of them have.
const fn status(status: Status) -> &'static str {
    match status {
        Status::AuthnFailed => "AuthnFailed",
        Status::InvalidNameIdPolicy => "InvalidNameIDPolicy",
        Status::NoAuthnContext => "NoAuthnContext",
        Status::NoPassive => "NoPassive",
        Status::RequestDenied => "RequestDenied",
        Status::RequestUnsupported => "RequestUnsupported",
        Status::UnknownPrincipal => "UnknownPrincipal",
        Status::UnsupportedBinding => "UnsupportedBinding",
    }
}
