//! The organization's own terms of service.

mod accept;
mod get;
mod get_mine;
mod list_of_user;
mod set;

use crate::routes::{Endpoints, endpoints};

/// The endpoints.
pub fn configure(api: &mut impl Endpoints) {
    endpoints!(api: accept, get, get_mine, list_of_user, set);
}
