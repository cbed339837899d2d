//! The session of a browser: renewing and ending it through its cookie.

mod refresh;
mod sign_out;

use crate::routes::{Endpoints, endpoints};

/// The endpoints.
pub fn configure(api: &mut impl Endpoints) {
    endpoints!(api, both portals: refresh, sign_out);
}
