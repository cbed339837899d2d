//! MFA codes, sent to two servers.

use std::sync::Arc;
use std::time::Duration;

use client::Client;
use harness::{AuthenticatorApp, USER_PASSWORD, cookie, http, until};
use reqwest::StatusCode;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::{Pair, events};
use crate::people::{activate, pending_user};

const ADA: &str = "ada@example.com";

/// Signs Ada in at the first server, and adds an authenticator app. Its current code is used up.
async fn enrolled(pair: &Pair) -> (Client, AuthenticatorApp) {
    pending_user(&pair.owner, ADA).await;
    let ada = activate(&pair.servers[0], &pair.smtp, ADA).await;
    let app = AuthenticatorApp::add_now(&ada, "Phone").await;
    (ada, app)
}

/// A client that has sent the password to one of the two servers and is asked for a factor.
async fn after_password(pair: &Pair, server: usize) -> reqwest::Client {
    let browser = http();
    pair.send(server, &browser, "/sign-in", &json!({ "email": ADA }))
        .await;
    let password = json!({ "password": USER_PASSWORD });
    let asked = pair
        .send(server, &browser, "/sign-in/password", &password)
        .await;
    let asked: Value = asked.json().await.unwrap();
    assert_eq!(asked["nextStep"], "factor", "{asked}");
    browser
}

/// The responses to 50 requests with the same code, sent to both servers in turns.
async fn fifty(pair: &Arc<Pair>, code: &str) -> Vec<StatusCode> {
    let mut browsers = Vec::new();
    for number in 0..10 {
        browsers.push(after_password(pair, number % 2).await);
    }
    let body = json!({"factor": {"totp": code}});
    let mut given = JoinSet::new();
    for number in 0..50 {
        let (pair, body) = (Arc::clone(pair), body.clone());
        let browser = browsers[number % 10].clone();
        given.spawn(async move {
            // A sign-in can continue on another server than it began on.
            let answer = pair
                .send(number / 10 % 2, &browser, "/sign-in/factor", &body)
                .await;
            answer.status()
        });
    }
    given.join_all().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs a PostgreSQL cluster: run `cargo xtask test`"]
async fn of_wrong_codes_on_both_servers_six_are_verified() {
    let pair = Pair::start().await;
    enrolled(&pair).await;
    for status in fifty(&pair, "000000").await {
        assert!(status.is_client_error(), "{status}");
    }
    let locked = async || (events(&pair.owner, "account.locked").await == 1).then_some(());
    until(Duration::from_secs(20), "the lock", locked).await;
    assert_eq!(events(&pair.owner, "sign_in.factor_failed").await, 6);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs a PostgreSQL cluster: run `cargo xtask test`"]
async fn a_code_sent_to_both_servers_works_once() {
    let pair = Pair::start().await;
    let (_, app) = enrolled(&pair).await;
    let answers = fifty(&pair, &harness::code_in(&app.secret, 30)).await;
    let signed_in = answers.iter().filter(|status| status.is_success());
    assert_eq!(signed_in.count(), 1, "{answers:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs a PostgreSQL cluster: run `cargo xtask test`"]
async fn a_factor_reset_on_one_server_is_void_on_the_other() {
    let pair = Pair::start().await;
    let (ada, app) = enrolled(&pair).await;
    let me = ada.me().await.unwrap();
    let half_done = after_password(&pair, 1).await;
    pair.owner.reset_user_factors(me.id).await.unwrap();
    let code = json!({"factor": {"totp": harness::code_in(&app.secret, 30)}});
    let address = format!("127.0.0.1:{}", harness::free_port());
    let begun_since = pair.installation.start_with(&["--listen", &address]).await;
    for origin in [&pair.servers[1].origin, &begun_since.origin] {
        let answer = half_done
            .post(format!("{origin}/api/v1/sign-in/factor"))
            .header("Origin", &pair.public_url)
            .json(&code)
            .send()
            .await
            .unwrap();
        assert!(answer.status().is_client_error(), "{}", answer.status());
        assert!(cookie(&answer, "refresh").is_none());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs a PostgreSQL cluster: run `cargo xtask test`"]
async fn a_step_up_on_one_server_voids_older_tokens_on_the_other() {
    let pair = Pair::start().await;
    let before = pair.owner.token().unwrap();
    assert_eq!(pair.status(1, &before).await, 200);
    let password = harness::ADMINISTRATOR_PASSWORD.to_owned();
    let proof = contract::factors::Proof::Password(password);
    pair.owner.give_proof(&proof).await.unwrap();
    assert_eq!(pair.status(1, &before).await, 401);
    assert_eq!(pair.status(1, &pair.owner.token().unwrap()).await, 200);
}
