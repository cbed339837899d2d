//! API keys.

mod create;
mod list;
mod revoke;

use crate::routes::{Endpoints, endpoints};

/// The endpoints.
pub fn configure(api: &mut impl Endpoints) {
    endpoints!(api: create, list, revoke);
}
