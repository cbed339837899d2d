//! Signing out, begun by an application.

use harness::saml::SamlKey;
use harness::{encode, encoded, location};
use reqwest::Response;
use serde_json::Value;

use crate::setting::{Setting, refused_on_a_page};

/// Where the application wants the browser back.
const BYE: &str = "https://app.example.com/bye";

/// The ID token of Ada's session.
async fn hint(here: &Setting) -> String {
    let tokens = here.tokens(&[]).await;
    tokens["id_token"].as_str().unwrap().to_owned()
}

/// Sends Ada's browser to the endpoint.
async fn sent(here: &Setting, fields: &[(&str, &str)]) -> Response {
    let path = format!("/oidc/logout?{}", encoded(fields));
    here.ada.get(&path).await
}

/// Asserts that a page says that Ada is signed out, because there is no address to return to.
async fn says_so(answer: Response) {
    assert_eq!(answer.status(), 200, "{answer:?}");
    assert!(answer.text().await.unwrap().contains("You are signed out"));
}

/// Asserts that Ada is asked, and that her answer counts. Returns what follows.
async fn asks(here: &Setting, answer: Response, fields: &[(&str, &str)]) -> Response {
    assert_eq!(answer.status(), 200, "{answer:?}");
    assert!(answer.text().await.unwrap().contains("Sign out?"));
    // Nothing has happened yet.
    here.code(&[("prompt", "none")]).await;
    let origin = &here.server.origin;
    let confirmed = here.ada.post("/oidc/logout/confirm", origin, fields).await;
    here.is_signed_out().await;
    confirmed
}

/// Asserts that a request with this hint and a registered address leads to neither a sign-out nor the
/// address.
async fn is_refused(here: &Setting, hint: &str) {
    let fields = [
        ("id_token_hint", hint),
        ("post_logout_redirect_uri", BYE),
        ("state", "s"),
    ];
    refused_on_a_page(&sent(here, &fields).await);
    here.code(&[("prompt", "none")]).await;
}

/// The plan requires addresses with https, which the public address of a server in production has; that of
/// a server in a test has not.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oidcc_rp_initiated_logout_discovery_endpoint_verification() {
    let here = Setting::new().await;
    let document = here.discovery().await;
    let endpoint = document["end_session_endpoint"].as_str().unwrap();
    assert!(endpoint.starts_with(&here.server.origin), "{endpoint}");
    assert_eq!(
        here.ada.http.get(endpoint).send().await.unwrap().status(),
        200
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oidcc_rp_initiated_logout() {
    let here = Setting::new().await;
    // So long that a server would notice if it cut it off.
    let state = "aB3-".repeat(32);
    let hint = hint(&here).await;
    let fields = [
        ("id_token_hint", &*hint),
        ("post_logout_redirect_uri", BYE),
        ("state", &*state),
    ];
    let answer = sent(&here, &fields).await;
    assert_eq!(location(&answer), format!("{BYE}?state={state}"));
    here.is_signed_out().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oidcc_rp_initiated_logout_bad_post_logout_redirect_uri() {
    let here = Setting::new().await;
    let hint = hint(&here).await;
    for other in [
        "https://app.example.com/other",
        "https://other.example.com/bye",
    ] {
        let fields = [
            ("id_token_hint", &*hint),
            ("post_logout_redirect_uri", other),
            ("state", "s"),
        ];
        refused_on_a_page(&sent(&here, &fields).await);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oidcc_rp_initiated_logout_query_added_to_post_logout_redirect_uri() {
    let here = Setting::new().await;
    let hint = hint(&here).await;
    let added = format!("{BYE}?foo=bar");
    let fields = [
        ("id_token_hint", &*hint),
        ("post_logout_redirect_uri", &*added),
        ("state", "s"),
    ];
    refused_on_a_page(&sent(&here, &fields).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oidcc_rp_initiated_logout_modified_id_token_hint() {
    let here = Setting::new().await;
    let hint = hint(&here).await;
    let (signed, signature) = hint.rsplit_once('.').unwrap();
    // Other first characters, so that the bytes of the signature differ.
    let start = if signature.starts_with("AAAA") {
        "BBBB"
    } else {
        "AAAA"
    };
    is_refused(&here, &format!("{signed}.{start}{}", &signature[4..])).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oidcc_rp_initiated_logout_bad_id_token_hint() {
    let here = Setting::new().await;
    let tokens = here.tokens(&[]).await;
    let token = tokens["id_token"].as_str().unwrap();
    let (header, _) = token.split_once('.').unwrap();
    // It says all that a genuine one says, and names the server's key, but somebody else signed it.
    let claims: Value = here.rp.verified(&tokens["id_token"]).await;
    let signed = format!("{header}.{}", encode(claims.to_string().as_bytes()));
    let signature = SamlKey::generate().sign(&signed);
    let signature = signature.replace('+', "-").replace('/', "_");
    let signature = signature.trim_end_matches('=');
    is_refused(&here, &format!("{signed}.{signature}")).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oidcc_rp_initiated_logout_no_id_token_hint() {
    let here = Setting::new().await;
    let fields = [("post_logout_redirect_uri", BYE), ("state", "s")];
    // Nothing says whose address this is.
    refused_on_a_page(&sent(&here, &fields).await);
    here.code(&[("prompt", "none")]).await;
    // If the request says it, the person is asked before the browser leaves.
    let id = here.rp.client_id.as_str();
    let named = [&fields[..], &[("client_id", id)]].concat();
    let answer = sent(&here, &named).await;
    let confirmed = asks(&here, answer, &named).await;
    assert_eq!(location(&confirmed), format!("{BYE}?state=s"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oidcc_rp_initiated_logout_no_params() {
    let here = Setting::new().await;
    let answer = sent(&here, &[]).await;
    says_so(asks(&here, answer, &[]).await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oidcc_rp_initiated_logout_no_post_logout_redirect_uri() {
    let here = Setting::new().await;
    let hint = hint(&here).await;
    let fields = [("id_token_hint", &*hint), ("state", "s")];
    // The browser stays here: the state is of no use without an address.
    says_so(sent(&here, &fields).await).await;
    here.is_signed_out().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oidcc_rp_initiated_logout_no_state() {
    let here = Setting::new().await;
    let hint = hint(&here).await;
    let fields = [("id_token_hint", &*hint), ("post_logout_redirect_uri", BYE)];
    assert_eq!(location(&sent(&here, &fields).await), BYE);
    here.is_signed_out().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oidcc_rp_initiated_logout_only_state() {
    let here = Setting::new().await;
    let fields = [("state", "s")];
    let answer = sent(&here, &fields).await;
    says_so(asks(&here, answer, &fields).await).await;
    // What the session gave has ended with it.
    assert!(here.ada.portal.me().await.is_err());
}
