//! Devices without a browser: what the page of the User Portal needs on which people enter their codes.

mod answer_device;
mod find_device;

use crate::routes::{Endpoints, endpoints};

/// The endpoints.
pub fn configure(api: &mut impl Endpoints) {
    endpoints!(api: find_device, answer_device);
}
