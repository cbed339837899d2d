//! Mailed links and the resets that they are for.

mod begin_passkey;
mod inspect;
mod request_reset;
mod request_reset_administrator;
mod set_password;

use crate::routes::Endpoints;

/// The endpoints.
pub fn configure(config: &mut impl Endpoints) {
    config
        .service(begin_passkey::begin_passkey)
        .service(inspect::inspect)
        .service(request_reset::request_reset)
        .service(request_reset_administrator::request_reset_administrator)
        .service(set_password::set_password);
}
