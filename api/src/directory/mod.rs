//! The LDAP directory.

mod import_numbers;

use crate::routes::{Endpoints, endpoints};

/// The endpoints.
pub fn configure(api: &mut impl Endpoints) {
    endpoints!(api: import_numbers);
}
