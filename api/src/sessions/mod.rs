//! The session of a browser: renewing and ending it through its cookie.

mod refresh;
mod sign_out;

use crate::routes::Endpoints;

/// The endpoints.
pub fn configure(config: &mut impl Endpoints) {
    config
        .service(refresh::user)
        .service(refresh::administrator)
        .service(sign_out::user)
        .service(sign_out::administrator);
}
