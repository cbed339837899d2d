//! The mail delivery log.

mod list;
mod send_test;

use crate::routes::Endpoints;

/// The endpoints.
pub fn configure(config: &mut impl Endpoints) {
    config.service(list::list).service(send_test::send_test);
}
