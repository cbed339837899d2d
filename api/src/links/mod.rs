//! Emailed links and password resets.

mod begin_passkey;
mod inspect;
mod request_reset;
mod set_password;
mod undo_email_change;

use crate::routes::{Endpoints, endpoints};

/// The endpoints.
pub fn configure(api: &mut impl Endpoints) {
    endpoints!(api: begin_passkey, inspect, set_password, undo_email_change);
    endpoints!(api, both portals: request_reset);
}
