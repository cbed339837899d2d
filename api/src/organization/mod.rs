//! The organization.

mod get;
mod public;
mod update;

use crate::routes::{Endpoints, endpoints};

/// The endpoints.
pub fn configure(api: &mut impl Endpoints) {
    endpoints!(api: get, public, update);
}
