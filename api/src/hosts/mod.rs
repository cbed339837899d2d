//! Linux hosts, and what they ask.

mod as_host;
mod authorized_keys;
mod check_access;
mod create;
mod delete;
mod get;
mod list;
mod replace_key;
mod update;

use crate::routes::{Endpoints, endpoints};

/// The endpoints.
pub fn configure(api: &mut impl Endpoints) {
    endpoints!(api: authorized_keys, check_access, create, delete, get, list, replace_key, update);
}
