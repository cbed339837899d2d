//! What applications have to know about the server.

use actix_web::HttpResponse;
use actix_web::web::Data;
use identity::Context;
use oidc::discovery::{Provider, reply};
use oidc::reply::Reply;

use crate::requests::respond;

/// `GET /.well-known/openid-configuration` and `GET /.well-known/oauth-authorization-server`.
pub async fn document(context: Data<Context>) -> HttpResponse {
    let (keys, now) = (context.oidc_keys().loaded(), context.now());
    let write = || {
        reply(&Provider {
            issuer: context.addresses().issuer(),
            id_token_algorithms: &keys.algorithms(now),
            back_channel_logout: true,
            pushed_requests: true,
            device_grant: true,
            dpop: true,
        })
    };
    respond(keys.discovery.at(now, write))
}

/// `GET /oidc/jwks`.
pub async fn keys(context: Data<Context>) -> HttpResponse {
    let (keys, now) = (context.oidc_keys().loaded(), context.now());
    let write = || Reply::public_json(&keys.jwks(now));
    respond(keys.key_set.at(now, write))
}
