//! The HTTP-POST binding: messages in a form.

use crate::error::Malformed;
use crate::parameters::{self, MAX_MESSAGE, RawParameters};

/// A message that was received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostMessage {
    /// The message.
    pub xml: String,
    /// The value that is sent back with the response.
    pub relay_state: Option<String>,
}

impl PostMessage {
    /// Reads a request from the body of a form.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn request(form_body: &str) -> Result<Self, Malformed> {
        let raw = RawParameters::parse(form_body)?;
        let message = raw
            .bytes(parameters::REQUEST)?
            .ok_or(Malformed::MissingRequest)?;
        if message.len() > MAX_MESSAGE {
            return Err(Malformed::TooLong);
        }
        Ok(Self {
            xml: String::from_utf8(message).map_err(|_| Malformed::Utf8)?,
            relay_state: raw.relay_state()?,
        })
    }
}
