//! Refresh tokens work once, and a copy is noticed (attack class 15).

use std::time::Duration;

use contract::applications::OidcSettings;
use harness::{Backend, RelyingParty, on_both_databases, web};
use rules::lifetimes::LOST_TOKEN_RESPONSE;
use rules::openid::{ClientAuthentication, ClientKind};
use serde_json::Value;
use tokio::task::JoinSet;

use super::Setting;
use crate::groups::events;

on_both_databases!(
    a_token_that_is_used_later_revokes_the_grant,
    a_response_that_was_lost_is_given_again,
    a_token_that_was_overtaken_is_a_copy,
    copies_that_are_used_at_once_are_noticed_once,
    another_application_can_do_nothing_with_it,
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

/// The statuses of as many refreshes at once with the same token.
async fn refreshed_at_once(here: &Setting, tokens: &Value) -> Vec<(u16, Value)> {
    let mut refreshes = JoinSet::new();
    for _ in 0..12 {
        let (rp, tokens) = (here.rp.clone(), tokens.clone());
        refreshes.spawn(async move { rp.refresh(&tokens).await });
    }
    refreshes.join_all().await
}

async fn copies_that_are_used_at_once_are_noticed_once(backend: Backend) {
    let here = Setting::new(backend).await;
    let first = here.rp.tokens(&here.ada, &[]).await;
    // In the time for lost responses, all are those of one application.
    let answers = refreshed_at_once(&here, &first).await;
    for (status, tokens) in &answers {
        assert_eq!(*status, 200, "{tokens}");
    }
    let reused = async || events(&here.owner, "application.token_reused").await.len();
    assert_eq!(reused().await, 0);
    // Whichever of the responses arrived goes on, and a later token makes the first one a copy.
    let (status, second) = here.rp.refresh(&answers[7].1).await;
    assert_eq!(status, 200);
    let (status, third) = here.rp.refresh(&second).await;
    assert_eq!(status, 200);
    for (status, refused) in refreshed_at_once(&here, &first).await {
        assert_eq!((status, &refused["error"]), (400, &"invalid_grant".into()));
    }
    assert_eq!(reused().await, 1);
    assert_eq!(here.rp.refresh(&third).await.0, 400);

    // Later, each use of a used token is one of a copy.
    let first = here.rp.tokens(&here.ada, &[]).await;
    let (_, second) = here.rp.refresh(&first).await;
    here.server.clock.advance(LOST_TOKEN_RESPONSE);
    for (status, refused) in refreshed_at_once(&here, &first).await {
        assert_eq!((status, &refused["error"]), (400, &"invalid_grant".into()));
    }
    assert_eq!(reused().await, 2);
    assert_eq!(here.rp.refresh(&second).await.0, 400);
    assert_eq!(here.rp.userinfo(&second).await.0, 401);
}

async fn another_application_can_do_nothing_with_it(backend: Backend) {
    let here = Setting::new(backend).await;
    let other = RelyingParty::named(&here.server, &here.owner, "Other", web()).await;
    let first = here.rp.tokens(&here.ada, &[]).await;
    let refused = async |tokens: &Value| {
        let (status, refused) = other.refresh(tokens).await;
        assert_eq!((status, &refused["error"]), (400, &"invalid_grant".into()));
    };
    refused(&first).await;
    let (status, second) = here.rp.refresh(&first).await;
    assert_eq!(status, 200);
    // A used one, in the time for lost responses and later.
    refused(&first).await;
    here.server.clock.advance(LOST_TOKEN_RESPONSE);
    refused(&first).await;
    let reused = events(&here.owner, "application.token_reused").await;
    assert!(reused.is_empty());
    assert_eq!(here.rp.refresh(&second).await.0, 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs a PostgreSQL cluster: run `cargo xtask test`"]
async fn another_server_notices_a_copy() {
    let here = Setting::new(Backend::Postgres).await;
    let another = here.server.another().await;
    another.keys_made().await;
    let there = here.rp.at(&another);
    let first = here.rp.tokens(&here.ada, &[]).await;
    let (status, lost) = there.refresh(&first).await;
    assert_eq!(status, 200);
    let (status, second) = here.rp.refresh(&first).await;
    assert_eq!(status, 200, "the response of another server was lost");
    for server in [&here.server, &another] {
        server.clock.advance(LOST_TOKEN_RESPONSE);
    }
    assert_eq!(there.refresh(&first).await.0, 400);
    for tokens in [lost, second] {
        assert_eq!(here.rp.refresh(&tokens).await.0, 400);
        assert_eq!(there.userinfo(&tokens).await.0, 401);
    }
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
    let elsewhere = harness::plain_http()
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
