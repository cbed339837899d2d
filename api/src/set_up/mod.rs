//! The first organization.

mod make;

use crate::routes::Endpoints;

/// The endpoints.
pub fn configure(config: &mut impl Endpoints) {
    config.service(make::make);
}
