//! `GET /.well-known/jwks.json`.

use actix_web::HttpResponse;
use actix_web::http::header::CACHE_CONTROL;
use actix_web::web::Data;
use identity::Context;

use super::Endpoints;

/// Get the public keys of access tokens
///
/// A JSON Web Key Set (RFC 7517) of Ed25519 keys (RFC 8037). A key is published several minutes
/// before it is first used and for as long as tokens signed with it are valid. Cache the set no
/// longer than `Cache-Control` allows.
#[utoipa::path(
    get,
    path = "/.well-known/jwks.json",
    tag = "Keys",
    operation_id = "getKeys",
    responses((
        status = 200,
        description = "The keys",
        body = serde_json::Value,
        example = json!({"keys": [{
            "kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA",
            "kid": "0199f3c0a1b27c3d8e4f5a6b7c8d9e0f",
            "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
        }]}),
    )),
)]
pub async fn jwks(context: Data<Context>) -> HttpResponse {
    let keys = context.signing_keys().jwks(context.now());
    HttpResponse::Ok()
        .insert_header((CACHE_CONTROL, "public, max-age=300"))
        .json(keys)
}

/// The endpoint, which is not below `/api/v1`.
pub fn configure(root: &mut impl Endpoints) {
    root.add("", __path_jwks, jwks);
}
