//! The mail delivery log, and what mails look like.

mod list;
mod previews;
mod send_test;

use crate::routes::Endpoints;

pub use previews::page as preview_page;

/// The endpoints.
pub fn configure(config: &mut impl Endpoints) {
    config
        .service(list::list)
        .service(previews::previews)
        .service(send_test::send_test);
}
