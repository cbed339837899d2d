//! Codes that are used twice, and refresh tokens.

use std::time::Duration;

use contract::continuing::RequestAnswer;
use harness::{CALLBACK, RelyingParty};
use serde_json::{Value, json};

use crate::setting::{Setting, asked, continued, path, redeem, settings};

/// Asserts that a code that was used cannot be used again.
async fn is_used_up(here: &Setting, code: &str) {
    let (status, answer) = here.rp.redeem_with(code, CALLBACK, None).await;
    assert_eq!((status, &answer["error"]), (400, &json!("invalid_grant")));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oidcc_codereuse() {
    let here = Setting::new().await;
    let code = here.code(&[]).await;
    redeem(&here.rp, &code).await;
    is_used_up(&here, &code).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oidcc_codereuse_30seconds() {
    let here = Setting::new().await;
    let code = here.code(&[]).await;
    let tokens = redeem(&here.rp, &code).await;
    assert_eq!(here.rp.userinfo(&tokens).await.0, 200);
    here.server.clock.advance(Duration::from_secs(30));
    assert_eq!(here.rp.userinfo(&tokens).await.0, 200);
    is_used_up(&here, &code).await;
    // Somebody else has the code, so what it gave is revoked.
    assert_eq!(here.rp.userinfo(&tokens).await.0, 401);
}

/// The tokens for a request of access that outlives the session, to which Ada consents.
async fn offline(here: &Setting, rp: &RelyingParty) -> Value {
    let wish = [("scope", "openid offline_access"), ("prompt", "consent")];
    let token = asked(&here.ada.get(&path(rp, &wish)).await);
    let code = continued(&here.ada, &token, Some(RequestAnswer::Approve)).await;
    redeem(rp, &code).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oidcc_refresh_token() {
    let here = Setting::new().await;
    let second = RelyingParty::named(&here.server, &here.owner, "Second", settings()).await;
    let document = here.discovery().await;
    let grants = document["grant_types_supported"].as_array().unwrap();
    assert!(grants.contains(&json!("refresh_token")));
    for rp in [&here.rp, &second] {
        let tokens = offline(&here, rp).await;
        let before = rp.verified(&tokens["id_token"]).await;
        // What one application was given is of no use to another.
        let other = if rp.id == second.id {
            &here.rp
        } else {
            &second
        };
        let (status, answer) = other.refresh(&tokens).await;
        assert_eq!((status, &answer["error"]), (400, &json!("invalid_grant")));
        here.server.clock.advance(Duration::from_secs(2));
        let (status, renewed) = rp.refresh(&tokens).await;
        assert_eq!(status, 200, "{renewed}");
        assert_ne!(renewed["access_token"], tokens["access_token"]);
        assert_eq!(renewed["token_type"], "Bearer");
        let after = rp.verified(&renewed["id_token"]).await;
        for same in ["iss", "sub", "aud", "auth_time"] {
            assert_eq!(before[same], after[same], "{same}");
        }
        assert!(before["iat"].as_i64() < after["iat"].as_i64());
        let (status, person) = rp.userinfo(&renewed).await;
        assert_eq!((status, &person["sub"]), (200, &before["sub"]));
    }
}
