//! The session of a browser: refreshing and ending it with its cookie, for both portals.

mod refresh;
mod sign_out;

use crate::routes::{Endpoints, endpoints};

/// The endpoints.
pub fn configure(api: &mut impl Endpoints) {
    endpoints!(api, both portals: refresh, sign_out);
}
