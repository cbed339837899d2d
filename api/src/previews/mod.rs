//! What a change of the settings or of an application would do, before it is saved.

mod affected_accounts;
mod affected_by_application;
mod preview;
mod preview_application;

use crate::routes::{Endpoints, endpoints};

/// The endpoints.
pub fn configure(api: &mut impl Endpoints) {
    endpoints!(api: affected_accounts, affected_by_application, preview, preview_application);
}
