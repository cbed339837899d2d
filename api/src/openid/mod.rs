//! The endpoints of OpenID Connect.

mod authorize;
mod cors;
mod device;
mod discovery;
mod form;
mod introspect;
mod logout;
mod outgoing;
mod push;
mod request;
mod revoke;
mod sign_out_page;
mod token;
mod userinfo;

pub use outgoing::HttpNotifier;
pub(crate) use outgoing::with_causes;

use actix_web::web::{self, ServiceConfig};
use oidc::discovery::paths;

/// The endpoints of the protocol. They are not part of the REST API: specifications describe them.
pub fn configure_protocol(config: &mut ServiceConfig) {
    config
        .service(
            web::resource(paths::AUTHORIZE)
                .route(web::get().to(authorize::by_query))
                .route(web::post().to(authorize::by_form)),
        )
        .service(
            web::resource(paths::TOKEN)
                .route(web::post().to(token::token))
                .route(web::method(actix_web::http::Method::OPTIONS).to(cors::preflight)),
        )
        .service(
            web::resource(paths::USERINFO)
                .route(web::get().to(userinfo::userinfo))
                .route(web::post().to(userinfo::userinfo))
                .route(web::method(actix_web::http::Method::OPTIONS).to(cors::preflight)),
        )
        .service(
            web::resource(paths::REVOKE)
                .route(web::post().to(revoke::revoke))
                .route(web::method(actix_web::http::Method::OPTIONS).to(cors::preflight)),
        )
        .service(
            web::resource(paths::PUSH)
                .route(web::post().to(push::push))
                .route(web::method(actix_web::http::Method::OPTIONS).to(cors::preflight)),
        )
        .service(
            web::resource(paths::DEVICE)
                .route(web::post().to(device::device))
                .route(web::method(actix_web::http::Method::OPTIONS).to(cors::preflight)),
        )
        .service(web::resource(paths::INTROSPECT).route(web::post().to(introspect::introspect)))
        .service(
            web::resource(paths::LOGOUT)
                .route(web::get().to(logout::by_query))
                .route(web::post().to(logout::by_form)),
        )
        .service(web::resource(logout::CONFIRM).route(web::post().to(logout::confirm)))
        .service(web::resource(paths::JWKS).route(web::get().to(discovery::keys)))
        .service(
            web::resource([paths::OPENID_CONFIGURATION, paths::OAUTH_METADATA])
                .route(web::get().to(discovery::document)),
        );
}
