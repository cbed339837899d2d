//! The errors of the protocol as problems of an application.

use ::oidc::answer::Answer;
use ::oidc::authorize::PageError;
use ::oidc::error::ProtocolError;

use crate::requests::{Rejected, Wrong};

impl From<ProtocolError> for Wrong<'_> {
    fn from(error: ProtocolError) -> Self {
        Self {
            code: error.code.as_str(),
            message: error.description.to_owned(),
            received: None,
        }
    }
}

/// An error that is sent to the application.
impl<'a> From<&'a Answer> for Wrong<'a> {
    fn from(answer: &'a Answer) -> Self {
        let field = |wanted: &str| {
            let mut fields = answer.fields().iter();
            let field = fields.find(|(name, _)| *name == wanted);
            field.map_or("", |(_, value)| value.as_str())
        };
        Self {
            code: field("error"),
            message: field("error_description").to_owned(),
            received: None,
        }
    }
}

impl From<PageError> for Rejected {
    fn from(error: PageError) -> Self {
        let message = error.to_string();
        let received = match error {
            PageError::UnregisteredRedirect { requested } => Some(requested),
            _ => None,
        };
        Self { message, received }
    }
}
