//! The application is told that a session has ended.

use std::sync::mpsc::Receiver;

use contract::applications::OidcSettings;
use harness::{SOON, encoded, location, logout_endpoint, until};
use serde_json::{Value, json};

use crate::setting::{Setting, settings};

/// The body of the next request to the endpoint of the application.
async fn told(bodies: &Receiver<String>) -> String {
    until(SOON, "a notice", async || bodies.try_recv().ok()).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oidcc_backchannel_logout_discovery_endpoint_verification() {
    let here = Setting::new().await;
    let document = here.discovery().await;
    assert_eq!(document["backchannel_logout_supported"], json!(true));
    assert_eq!(
        document["backchannel_logout_session_supported"],
        json!(true)
    );
    let endpoint = document["end_session_endpoint"].as_str().unwrap();
    assert!(endpoint.starts_with(&here.server.origin), "{endpoint}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oidcc_backchannel_rp_initiated_logout() {
    let (address, bodies) = logout_endpoint(&["200 OK"]);
    let here = Setting::with(OidcSettings {
        backchannel_logout_uri: Some(address),
        ..settings()
    })
    .await;
    let tokens = here.tokens(&[]).await;
    let claims = here.rp.verified(&tokens["id_token"]).await;
    let bye = "https://app.example.com/bye";
    let fields = [
        ("id_token_hint", tokens["id_token"].as_str().unwrap()),
        ("post_logout_redirect_uri", bye),
        ("state", "s"),
    ];
    let answer = here
        .ada
        .get(&format!("/oidc/logout?{}", encoded(&fields)))
        .await;
    assert_eq!(location(&answer), format!("{bye}?state=s"));

    // The form has one field.
    let body = told(&bodies).await;
    let token = body.strip_prefix("logout_token=").unwrap();
    assert!(!token.contains('&'), "{body}");
    let logout: Value = here.rp.verified(&token.into()).await;
    for same in ["iss", "aud", "sub", "sid"] {
        assert!(logout[same].is_string(), "{logout}");
        assert_eq!(logout[same], claims[same], "{same}");
    }
    let event = "http://schemas.openid.net/event/backchannel-logout";
    assert_eq!(logout["events"], json!({event: {}}));
    assert!(
        logout["jti"].is_string() && logout["iat"].is_i64(),
        "{logout}"
    );
    assert_eq!(logout.get("nonce"), None);
    here.is_signed_out().await;
}
