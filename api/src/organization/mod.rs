//! The organization.

mod get;
mod public;
mod update;

use crate::routes::Endpoints;

/// The endpoints.
pub fn configure(config: &mut impl Endpoints) {
    config
        .service(get::get)
        .service(update::update)
        .service(public::public);
}
