//! What a change of the settings would do, before it is saved.

mod affected_accounts;
mod preview;

use crate::routes::{Endpoints, endpoints};

/// The endpoints.
pub fn configure(api: &mut impl Endpoints) {
    endpoints!(api: affected_accounts, preview);
}
