//! The words of emails, which an organization can replace with its own.

mod get;
mod list;
mod preview;
mod reset;
mod send_test;
mod set;

use crate::routes::{Endpoints, endpoints};

/// The endpoints.
pub fn configure(api: &mut impl Endpoints) {
    endpoints!(api: get, list, preview, reset, send_test, set);
}
