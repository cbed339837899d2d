//! Clients of OpenID Connect.

use std::sync::LazyLock;

use oidc::client::Client;
use rules::openid::{ClientAuthentication, ClientKind, PkcePolicy, TokenAlgorithm};

/// The name of the provider.
pub const ISSUER: &str = "https://id.example.com";

/// A client of each kind that has users, with all that changes how its requests are checked.
pub static CLIENTS: LazyLock<[Client; 3]> = LazyLock::new(|| {
    let web = Client {
        id: "a".to_owned(),
        kind: ClientKind::Web,
        authentication: ClientAuthentication::BasicOrPost,
        pkce: PkcePolicy::IfSent,
        require_pushed: false,
        dpop_required: false,
        id_token_algorithm: TokenAlgorithm::Rs256,
        redirect_uris: vec![
            "https://app.example/cb".to_owned(),
            "https://app.example/other?a=b".to_owned(),
        ],
        after_logout_uris: vec!["https://app.example/bye".to_owned()],
        offline: true,
        keys: Vec::new(),
    };
    let browser = Client {
        kind: ClientKind::Browser,
        authentication: ClientAuthentication::Public,
        pkce: PkcePolicy::Required,
        offline: false,
        ..web.clone()
    };
    let native = Client {
        kind: ClientKind::Native,
        redirect_uris: vec![
            "com.example.app:/cb".to_owned(),
            "http://127.0.0.1/cb".to_owned(),
            "http://[::1]:8080/cb?a=b".to_owned(),
        ],
        ..browser.clone()
    };
    [web, browser, native]
});
