//! Bulk jobs: an action on any number of users.

mod create;
mod get;
mod list;
mod list_results;
mod result;
mod resume;
mod stop;

use crate::routes::{Endpoints, endpoints};

/// The endpoints.
pub fn configure(api: &mut impl Endpoints) {
    endpoints!(api: create, get, list, list_results, result, resume, stop);
}
