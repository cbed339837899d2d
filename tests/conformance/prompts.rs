//! What a request says about the person: whether to ask them, what, and in which language.

use std::time::Duration;

use harness::{Surfer, location};

use crate::setting::{ADA, Setting, asked, continued, redeem, refused};

/// Asserts that a request with this parameter succeeds as one without it does.
async fn succeeds_with(name: &str, value: &str) {
    let here = Setting::new().await;
    let claims = here.claims(&[(name, value)]).await;
    assert_eq!(claims["sub"], here.user.to_string());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oidcc_display_page() {
    succeeds_with("display", "page").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oidcc_display_popup() {
    succeeds_with("display", "popup").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oidcc_ui_locales() {
    succeeds_with("ui_locales", "se").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oidcc_claims_locales() {
    succeeds_with("claims_locales", "se").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oidcc_prompt_login() {
    let here = Setting::new().await;
    let before = here.claims(&[]).await;
    here.server.clock.advance(Duration::from_secs(2));
    let after = here
        .claims_after_signing_in_again(&[("prompt", "login")])
        .await;
    assert_eq!(before["sub"], after["sub"]);
    assert!(before["auth_time"].as_i64() < after["auth_time"].as_i64());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oidcc_prompt_none_not_logged_in() {
    let here = Setting::new().await;
    let stranger = Surfer::new(&here.server);
    let answer = stranger.get(&here.path(&[("prompt", "none")])).await;
    refused(&location(&answer), "login_required");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oidcc_prompt_none_logged_in() {
    let here = Setting::new().await;
    let before = here.claims(&[]).await;
    here.server.clock.advance(Duration::from_secs(2));
    let after = here.claims(&[("prompt", "none")]).await;
    assert_eq!(before["sub"], after["sub"]);
    assert_eq!(before["auth_time"], after["auth_time"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oidcc_max_age_1() {
    let here = Setting::new().await;
    let before = here.claims(&[]).await;
    here.server.clock.advance(Duration::from_secs(2));
    let after = here
        .claims_after_signing_in_again(&[("max_age", "1")])
        .await;
    assert_eq!(before["sub"], after["sub"]);
    assert!(before["auth_time"].as_i64() < after["auth_time"].as_i64());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oidcc_max_age_10000() {
    let here = Setting::new().await;
    let before = here.claims(&[]).await;
    here.server.clock.advance(Duration::from_secs(2));
    let after = here.claims(&[("max_age", "10000")]).await;
    assert_eq!(before["sub"], after["sub"]);
    assert!(after["auth_time"].is_i64());
    assert_eq!(before["auth_time"], after["auth_time"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oidcc_id_token_hint() {
    let here = Setting::new().await;
    let tokens = here.tokens(&[]).await;
    let before = here.rp.verified(&tokens["id_token"]).await;
    let hint = tokens["id_token"].as_str().unwrap();
    let after = here
        .claims(&[("prompt", "none"), ("id_token_hint", hint)])
        .await;
    assert_eq!(before["sub"], after["sub"]);
    assert_eq!(before["auth_time"], after["auth_time"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oidcc_login_hint() {
    let here = Setting::new().await;
    // Who is signed in is not asked, and not refused because of a hint.
    here.code(&[("login_hint", "buffy@example.org")]).await;
    // Who is not is shown the hint, and may sign in as somebody else.
    for hint in [ADA, "buffy@example.org"] {
        let stranger = Surfer::new(&here.server);
        let token = asked(&stranger.get(&here.path(&[("login_hint", hint)])).await);
        let shown = stranger.portal.authorization_request(&token).await;
        assert_eq!(shown.unwrap().login_hint.as_deref(), Some(hint));
        stranger.sign_in(ADA).await;
        let code = continued(&stranger, &token, None).await;
        redeem(&here.rp, &code).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oidcc_ensure_request_with_acr_values_succeeds() {
    let here = Setting::new().await;
    let document = here.discovery().await;
    let published = document["acr_values_supported"].as_array().unwrap();
    let published: Vec<&str> = published.iter().filter_map(|one| one.as_str()).collect();
    // They are preferences, so values that nobody knows or reaches are no obstacle.
    for values in [published.join(" "), "1 2".to_owned()] {
        let claims = here.claims(&[("acr_values", &values)]).await;
        assert_eq!(claims["acr"], "pwd", "{values}");
    }
}
