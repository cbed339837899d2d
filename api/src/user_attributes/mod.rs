//! Custom attributes: the fields that the organization adds to the profile of its users.

mod create;
mod delete;
mod get;
mod list;
mod update;

use crate::routes::{Endpoints, endpoints};

/// The endpoints.
pub fn configure(api: &mut impl Endpoints) {
    endpoints!(api: create, delete, get, list, update);
}
