//! The ways to send the access token to the userinfo endpoint.

use harness::posted;
use reqwest::RequestBuilder;
use serde_json::{Value, json};

use crate::setting::Setting;

/// Sends a request to the userinfo endpoint, to which `add` adds the access token.
async fn ask(method: reqwest::Method, add: impl FnOnce(RequestBuilder, &str) -> RequestBuilder) {
    let here = Setting::new().await;
    let tokens = here.tokens(&[("scope", "openid email")]).await;
    let claims = here.rp.verified(&tokens["id_token"]).await;
    let document = here.discovery().await;
    let address = document["userinfo_endpoint"].as_str().unwrap();
    let request = harness::plain_http().request(method, address);
    let request = add(request, tokens["access_token"].as_str().unwrap());
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["content-type"], "application/json");
    let person: Value = answer.json().await.unwrap();
    assert_eq!(person["sub"], claims["sub"]);
    assert_eq!(person["email"], crate::setting::ADA);
    assert_eq!(person["email_verified"], json!(true));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oidcc_userinfo_get() {
    ask(reqwest::Method::GET, |request, token| {
        request.bearer_auth(token)
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oidcc_userinfo_post_header() {
    ask(reqwest::Method::POST, |request, token| {
        request.bearer_auth(token)
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oidcc_userinfo_post_body() {
    ask(reqwest::Method::POST, |request, token| {
        posted(request, &[("access_token", token)])
    })
    .await;
}
