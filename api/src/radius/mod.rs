//! RADIUS clients, and what a RADIUS server asks for them.

mod authenticate;
mod check_access;
mod create;
mod delete;
mod get;
mod list;
mod replace_secret;
mod reply;
mod update;

use actix_web::web::{self, ServiceConfig};

use crate::routes::{Endpoints, endpoints};

/// The endpoints of the REST API.
pub fn configure(api: &mut impl Endpoints) {
    endpoints!(api: check_access, create, delete, get, list, replace_secret, update);
}

/// The endpoint for RADIUS servers. It is not part of the REST API: the module `rlm_rest` of FreeRADIUS
/// decides what its requests and responses look like. See `docs/network-access.md`.
pub fn configure_protocol(config: &mut ServiceConfig) {
    config.service(
        web::resource("/radius/authenticate").route(web::post().to(authenticate::authenticate)),
    );
}
