//! Responses to service providers.

mod assertion;
mod error;
mod status;
mod success;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::parameters;
pub use assertion::{Attribute, NameId};
pub use error::ErrorResponse;
pub use status::Status;
pub(crate) use status::{write_status, write_success};
pub use success::Success;

/// The fields of the form that the browser posts to the service provider.
pub fn form_fields(xml: &str, relay_state: Option<&str>) -> Vec<(&'static str, String)> {
    let mut fields = vec![(parameters::RESPONSE, STANDARD.encode(xml))];
    fields.extend(relay_state.map(|state| (parameters::RELAY_STATE, state.to_owned())));
    fields
}
