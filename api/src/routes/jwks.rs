//! `GET /.well-known/jwks.json`.

use actix_web::HttpResponse;
use actix_web::http::header::CACHE_CONTROL;
use actix_web::web::Data;
use identity::Context;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Endpoints;

/// A JSON Web Key Set.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct JsonWebKeySet {
    /// The keys.
    pub keys: Vec<JsonWebKey>,
}

/// A public key (RFC 7517).
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct JsonWebKey {
    /// The key type, `OKP`.
    pub kty: String,
    /// The curve, `Ed25519`.
    pub crv: String,
    /// The intended use, `sig`.
    #[serde(rename = "use")]
    pub purpose: String,
    /// The algorithm, `EdDSA`.
    pub alg: String,
    /// The identifier of the key, as in the header of an access token.
    pub kid: String,
    /// The public key in base64url.
    pub x: String,
}

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
        body = JsonWebKeySet,
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
