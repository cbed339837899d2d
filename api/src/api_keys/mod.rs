//! API keys.

mod create;
mod list;
mod revoke;

use crate::routes::Endpoints;

/// The endpoints.
pub fn configure(config: &mut impl Endpoints) {
    config
        .service(create::create)
        .service(list::list)
        .service(revoke::revoke);
}
