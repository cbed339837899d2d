//! Refresh tokens work once, and a copy is noticed (attack class 15).

use std::time::Duration;

use contract::applications::OidcSettings;
use harness::{Backend, on_both_databases, web};
use rules::lifetimes::LOST_TOKEN_RESPONSE;
use rules::openid::{ClientAuthentication, ClientKind};
use serde_json::Value;

use super::Setting;
use crate::groups::events;

on_both_databases!(
    a_token_that_is_used_later_revokes_the_grant,
    a_response_that_was_lost_is_given_again,
    a_token_that_was_overtaken_is_a_copy,
    a_public_application_must_come_from_the_same_place,
    offline_access_outlives_the_session_and_nothing_else_does,
    a_token_can_ask_for_less,
);

async fn a_token_that_is_used_later_revokes_the_grant(backend: Backend) {
    let here = Setting::new(backend).await;
    let first = here.rp.tokens(&here.ada, &[]).await;
    let (_, second) = here.rp.refresh(&first).await;
    here.server.clock.advance(LOST_TOKEN_RESPONSE);
    assert_eq!(here.rp.refresh(&first).await.1["error"], "invalid_grant");
    assert_eq!(here.rp.refresh(&second).await.0, 400);
    assert_eq!(here.rp.userinfo(&second).await.0, 401);
    assert_eq!(here.rp.refresh(&first).await.0, 400);
    assert_eq!(
        events(&here.owner, "application.token_reused").await.len(),
        1
    );
}

async fn a_response_that_was_lost_is_given_again(backend: Backend) {
    let here = Setting::new(backend).await;
    let first = here.rp.tokens(&here.ada, &[]).await;
    let (_, lost) = here.rp.refresh(&first).await;
    here.server
        .clock
        .advance(LOST_TOKEN_RESPONSE - Duration::from_secs(5));
    let (status, second) = here.rp.refresh(&first).await;
    assert_eq!(status, 200);
    // The lost response may still arrive, and then goes on instead.
    assert_eq!(here.rp.userinfo(&lost).await.0, 200);
    assert_eq!(here.rp.refresh(&second).await.0, 200);
}

async fn a_token_that_was_overtaken_is_a_copy(backend: Backend) {
    let here = Setting::new(backend).await;
    let first = here.rp.tokens(&here.ada, &[]).await;
    let (_, second) = here.rp.refresh(&first).await;
    let (_, third) = here.rp.refresh(&second).await;
    assert_eq!(here.rp.refresh(&first).await.0, 400);
    assert_eq!(here.rp.refresh(&third).await.0, 400);
}

async fn a_public_application_must_come_from_the_same_place(backend: Backend) {
    let settings = OidcSettings {
        kind: ClientKind::Native,
        auth: ClientAuthentication::Public,
        ..web()
    };
    let here = Setting::with(backend, settings).await;
    let first = here.rp.tokens(&here.ada, &[]).await;
    assert_eq!(here.rp.refresh(&first).await.0, 200);
    let token = first["refresh_token"].as_str().unwrap();
    let form = [
        ("grant_type", "refresh_token"),
        ("refresh_token", token),
        ("client_id", &*here.rp.client_id),
    ];
    let url = format!("{}/oidc/token", here.server.origin);
    let elsewhere = reqwest::Client::new()
        .post(url)
        .header("User-Agent", "curl/8.14");
    let answer = harness::posted(elsewhere, &form).send().await.unwrap();
    let answer: Value = answer.json().await.unwrap();
    assert_eq!(answer["error"], "invalid_grant");
    assert_eq!(
        events(&here.owner, "application.token_reused").await.len(),
        1
    );
}

async fn offline_access_outlives_the_session_and_nothing_else_does(backend: Backend) {
    let here = Setting::new(backend).await;
    let offline = here.rp.tokens(&here.ada, &[]).await;
    let online = here
        .rp
        .tokens(&here.ada, &[("scope", "openid email")])
        .await;
    here.ada.portal.sign_out().await.unwrap();
    assert_eq!(here.rp.refresh(&online).await.1["error"], "invalid_grant");
    assert_eq!(here.rp.userinfo(&online).await.0, 401);
    let (status, offline) = here.rp.refresh(&offline).await;
    assert_eq!(status, 200);
    let days = Duration::from_secs(24 * 60 * 60);
    here.server.clock.advance(days * 29);
    let (status, offline) = here.rp.refresh(&offline).await;
    assert_eq!(status, 200);
    here.server.clock.advance(days);
    assert_eq!(here.rp.refresh(&offline).await.0, 400);

    // A session that is not used ends what was granted in it.
    let ada = harness::Surfer::signed_in(&here.server, super::ADA).await;
    let online = here.rp.tokens(&ada, &[("scope", "openid email")]).await;
    here.server
        .clock
        .advance(rules::lifetimes::USER_SESSION_IDLE);
    assert_eq!(here.rp.refresh(&online).await.0, 400);
}

async fn a_token_can_ask_for_less(backend: Backend) {
    let here = Setting::new(backend).await;
    let tokens = here.rp.tokens(&here.ada, &[]).await;
    let form = [
        ("grant_type", "refresh_token"),
        ("refresh_token", tokens["refresh_token"].as_str().unwrap()),
        ("scope", "openid"),
    ];
    let (status, less) = here.rp.post("/oidc/token", &form).await;
    assert_eq!((status, &less["scope"]), (200, &"openid".into()));
    assert_eq!(here.rp.userinfo(&less).await.1.get("email"), None);
    // The grant keeps its scopes.
    let (_, again) = here.rp.refresh(&less).await;
    assert!(here.rp.userinfo(&again).await.1.get("email").is_some());
}
