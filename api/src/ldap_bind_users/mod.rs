//! Bind users of the LDAP directory.

mod create;
mod list;
mod revoke;

use crate::routes::{Endpoints, endpoints};

/// The endpoints.
pub fn configure(api: &mut impl Endpoints) {
    endpoints!(api: create, list, revoke);
}
