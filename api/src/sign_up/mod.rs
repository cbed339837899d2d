//! Signing up an organization, if the configuration allows it.

mod confirm;
mod inspect;
mod request;
mod switch;

pub use switch::SignUpSwitch;

use crate::routes::{Endpoints, endpoints};

/// The endpoints.
pub fn configure(api: &mut impl Endpoints) {
    endpoints!(api: request, inspect, confirm);
}
