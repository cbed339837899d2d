//! The email delivery log, and previews of emails.

mod list;
mod previews;
mod send_test;

use crate::routes::{Endpoints, endpoints};

pub use previews::page as preview_page;

/// The endpoints.
pub fn configure(api: &mut impl Endpoints) {
    endpoints!(api: list, previews, send_test);
}
