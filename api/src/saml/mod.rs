//! The endpoints of SAML 2.0.

mod logout;
mod metadata;
mod open_idp_initiated;
mod preview_assertion;
mod sso;

use actix_web::web::{self, ServiceConfig};

use crate::routes::{Endpoints, endpoints};

/// The endpoints of the REST API.
pub fn configure(api: &mut impl Endpoints) {
    endpoints!(api: preview_assertion);
}

/// The endpoints of the protocol. They are not part of the REST API: the specification describes them.
pub fn configure_protocol(config: &mut ServiceConfig) {
    config
        .service(web::resource("/saml/{id}/metadata").route(web::get().to(metadata::metadata)))
        .service(
            web::resource("/saml/{id}/sso")
                .route(web::get().to(sso::by_query))
                .route(web::post().to(sso::by_form)),
        )
        .service(
            web::resource("/saml/{id}/launch")
                .route(web::get().to(open_idp_initiated::open_idp_initiated)),
        )
        .service(web::resource("/saml/{id}/logout").route(web::get().to(logout::logout)));
}
