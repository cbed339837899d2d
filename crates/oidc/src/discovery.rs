//! The discovery document (OpenID Connect Discovery 1.0, RFC 8414). Features that can be turned off are
//! arguments, so the document always matches the server.

use rules::openid::TokenAlgorithm;
use serde_json::{Map, Value, json};

use crate::acr::Acr;
use crate::answer::ResponseMode;
use crate::authorize::Prompt;
use crate::device;
use crate::jose::VerifyingAlgorithm;
use crate::reply::Reply;
use crate::scope::Scope;

/// The paths of the endpoints.
pub mod paths {
    /// The authorization endpoint, `GET` and `POST`.
    pub const AUTHORIZE: &str = "/oidc/authorize";
    /// The token endpoint.
    pub const TOKEN: &str = "/oidc/token";
    /// The userinfo endpoint, `GET` and `POST`.
    pub const USERINFO: &str = "/oidc/userinfo";
    /// The key set.
    pub const JWKS: &str = "/oidc/jwks";
    /// The revocation endpoint.
    pub const REVOKE: &str = "/oidc/revoke";
    /// The introspection endpoint.
    pub const INTROSPECT: &str = "/oidc/introspect";
    /// Signing out, `GET` and `POST`.
    pub const LOGOUT: &str = "/oidc/logout";
    /// The endpoint for pushed authorization requests.
    pub const PUSH: &str = "/oidc/par";
    /// The endpoint for device authorization.
    pub const DEVICE: &str = "/oidc/device";
    /// This document, as OpenID Connect names it.
    pub const OPENID_CONFIGURATION: &str = "/.well-known/openid-configuration";
    /// This document, as RFC 8414 names it.
    pub const OAUTH_METADATA: &str = "/.well-known/oauth-authorization-server";
}

/// What is switched on.
#[derive(Clone, Copy, Debug)]
pub struct Provider<'a> {
    /// The issuer: an origin without a slash at the end.
    pub issuer: &'a str,
    /// The algorithms of ID tokens that some client uses. RS256 is always among them.
    pub id_token_algorithms: &'a [TokenAlgorithm],
    /// Whether logout tokens are sent.
    pub back_channel_logout: bool,
    /// Whether clients may push authorization requests.
    pub pushed_requests: bool,
    /// Whether the device grant is offered.
    pub device_grant: bool,
    /// Whether tokens can be bound to keys.
    pub dpop: bool,
}

/// The claims that ID tokens and userinfo may contain.
const CLAIMS: [&str; 25] = [
    "sub",
    "iss",
    "aud",
    "exp",
    "iat",
    "auth_time",
    "nonce",
    "acr",
    "amr",
    "sid",
    "at_hash",
    "name",
    "given_name",
    "middle_name",
    "family_name",
    "preferred_username",
    "zoneinfo",
    "locale",
    "updated_at",
    "email",
    "email_verified",
    "phone_number",
    "phone_number_verified",
    "address",
    "groups",
];

/// The response of both addresses of the document. [`crate::jose::jwks`] is sent in the same way.
pub fn reply(provider: &Provider<'_>) -> Reply {
    Reply::public_json(&document(provider))
}

/// The document.
pub fn document(provider: &Provider<'_>) -> Value {
    let mut document = Map::new();
    let mut add = |name: &str, value| document.insert(name.to_owned(), value);
    let address = |path: &str| json!(format!("{}{path}", provider.issuer));
    add("issuer", json!(provider.issuer));
    for (name, path) in [
        ("authorization_endpoint", paths::AUTHORIZE),
        ("token_endpoint", paths::TOKEN),
        ("userinfo_endpoint", paths::USERINFO),
        ("jwks_uri", paths::JWKS),
        ("revocation_endpoint", paths::REVOKE),
        ("introspection_endpoint", paths::INTROSPECT),
        ("end_session_endpoint", paths::LOGOUT),
    ] {
        add(name, address(path));
    }
    add("scopes_supported", json!(Scope::ALL));
    add("response_types_supported", json!(["code"]));
    add("response_modes_supported", json!(ResponseMode::ALL));
    let mut grants = vec!["authorization_code", "refresh_token"];
    if provider.device_grant {
        grants.push(device::GRANT_TYPE);
    }
    add("grant_types_supported", json!(grants));
    add("subject_types_supported", json!(["public", "pairwise"]));
    let mut algorithms = vec![TokenAlgorithm::Rs256];
    let others = provider.id_token_algorithms.iter().copied();
    algorithms.extend(others.filter(|algorithm| *algorithm != TokenAlgorithm::Rs256));
    add("id_token_signing_alg_values_supported", json!(algorithms));
    let methods = [
        "client_secret_basic",
        "client_secret_post",
        "private_key_jwt",
    ];
    for endpoint in ["token", "revocation", "introspection"] {
        let mut methods = methods.to_vec();
        // A public client cannot introspect tokens.
        if endpoint != "introspection" {
            methods.push("none");
        }
        add(
            &format!("{endpoint}_endpoint_auth_methods_supported"),
            json!(methods),
        );
        add(
            &format!("{endpoint}_endpoint_auth_signing_alg_values_supported"),
            json!(VerifyingAlgorithm::ALL),
        );
    }
    add("code_challenge_methods_supported", json!(["S256"]));
    add("prompt_values_supported", json!(Prompt::ALL));
    add("acr_values_supported", json!(Acr::ALL));
    add("claim_types_supported", json!(["normal"]));
    add("claims_supported", json!(CLAIMS));
    add("claims_parameter_supported", json!(true));
    add("request_parameter_supported", json!(false));
    // Absent, this would mean true.
    add("request_uri_parameter_supported", json!(false));
    add(
        "authorization_response_iss_parameter_supported",
        json!(true),
    );
    if provider.back_channel_logout {
        add("backchannel_logout_supported", json!(true));
        add("backchannel_logout_session_supported", json!(true));
    }
    if provider.pushed_requests {
        add(
            "pushed_authorization_request_endpoint",
            address(paths::PUSH),
        );
    }
    if provider.device_grant {
        add("device_authorization_endpoint", address(paths::DEVICE));
    }
    if provider.dpop {
        add(
            "dpop_signing_alg_values_supported",
            json!(VerifyingAlgorithm::ALL),
        );
    }
    Value::Object(document)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BARE: Provider<'_> = Provider {
        issuer: "https://id.example.com",
        id_token_algorithms: &[TokenAlgorithm::Es256, TokenAlgorithm::Rs256],
        back_channel_logout: false,
        pushed_requests: false,
        device_grant: false,
        dpop: false,
    };

    #[test]
    fn says_what_is_required() {
        let document = document(&BARE);
        assert_eq!(document["issuer"], "https://id.example.com");
        assert_eq!(document["jwks_uri"], "https://id.example.com/oidc/jwks");
        assert_eq!(document["response_types_supported"], json!(["code"]));
        let algorithms = &document["id_token_signing_alg_values_supported"];
        assert_eq!(*algorithms, json!(["RS256", "ES256"]));
        assert_eq!(
            document["code_challenge_methods_supported"],
            json!(["S256"])
        );
        assert_eq!(document["prompt_values_supported"][0], "none");
        assert_eq!(document["request_uri_parameter_supported"], false);
        let reply = reply(&BARE);
        assert_eq!(reply.header("access-control-allow-origin"), Some("*"));
        assert_eq!(
            serde_json::from_str::<Value>(&reply.body).unwrap(),
            document
        );
    }

    #[test]
    fn says_nothing_that_is_switched_off_or_never_supported() {
        let bare = document(&BARE).to_string();
        let full = Provider {
            back_channel_logout: true,
            pushed_requests: true,
            device_grant: true,
            dpop: true,
            ..BARE
        };
        let full = document(&full).to_string();
        assert!(full.contains("/oidc/device\""));
        for name in [
            "backchannel_logout",
            "pushed_authorization",
            "device_",
            "dpop_",
        ] {
            assert!(!bare.contains(name), "{name}");
            assert!(full.contains(name), "{name}");
        }
        for never in [
            "implicit",
            "\"password\"",
            "plain",
            "HS256",
            "\"none\",\"RS256",
            "fragment",
            "frontchannel",
            "check_session_iframe",
            "client_secret_jwt",
            "registration_endpoint",
        ] {
            assert!(!full.contains(never), "{never}");
        }
    }
}
