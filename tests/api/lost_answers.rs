//! A browser that did not get the response to a refresh, a step-up or a password change stays signed
//! in; a thief with its token does not.

use std::time::Duration;

use contract::page::ListQuery;
use harness::{Backend, TestServer, USER_PASSWORD, cookie, on_both_databases};
use reqwest::{Method, Response};
use serde_json::{Value, json};

on_both_databases!(
    a_lost_answer_is_repeated,
    a_repeated_token_and_the_lost_one_both_work,
    a_token_that_is_used_again_after_ten_seconds_ends_the_session,
    a_token_that_is_used_again_elsewhere_ends_the_session,
    a_token_whose_successor_was_used_ends_the_session,
    the_lost_answer_of_a_step_up_or_password_change_is_made_up_for,
);

const ADA: &str = "ada@example.com";

/// A browser whose responses can be dropped.
struct Browser {
    server: TestServer,
    owner: client::Client,
    http: reqwest::Client,
}

impl Browser {
    async fn start(backend: Backend) -> Self {
        let server = TestServer::start(backend).await;
        let owner = server.owner().await;
        server.active_user(&owner, ADA).await;
        let http = harness::plain_http();
        Self {
            server,
            owner,
            http,
        }
    }

    async fn post(&self, path: &str, cookie: &str, body: Value) -> Response {
        self.http
            .post(format!("{}/api/v1{path}", self.server.origin))
            .header("Origin", &self.server.origin)
            .header("Cookie", cookie)
            .json(&body)
            .send()
            .await
            .unwrap()
    }

    /// Signs in. Returns the refresh cookie and the access token.
    async fn sign_in(&self) -> (String, String) {
        let begun = self.post("/sign-in", "", json!({ "email": ADA })).await;
        let transaction = cookie(&begun, "sign-in").unwrap();
        let password = json!({ "password": USER_PASSWORD });
        let done = self.post("/sign-in/password", &transaction, password).await;
        let refresh = cookie(&done, "refresh").unwrap();
        let done: Value = done.json().await.unwrap();
        let token = done["accessToken"]["accessToken"].as_str().unwrap();
        (refresh, token.to_owned())
    }

    /// Uses a refresh cookie. Returns the next one, or `None` if the session is over.
    async fn refresh(&self, cookie: &str) -> Option<String> {
        self.refresh_as(cookie, "").await
    }

    async fn refresh_as(&self, held: &str, user_agent: &str) -> Option<String> {
        let answer = self
            .http
            .post(format!("{}/api/v1/session/refresh", self.server.origin))
            .header("Origin", &self.server.origin)
            .header("Cookie", held)
            .header("User-Agent", user_agent)
            .send()
            .await
            .unwrap();
        if answer.status() == 200 {
            return cookie(&answer, "refresh");
        }
        assert_eq!(answer.status(), 401);
        None
    }

    fn wait(&self, seconds: u64) {
        self.server.clock.advance(Duration::from_secs(seconds));
    }

    /// The number of reported thefts.
    async fn alarms(&self) -> usize {
        let query = ListQuery {
            filter: Some("action:session.refresh_token_reused".to_owned()),
            ..ListQuery::default()
        };
        self.owner.events(&query).await.unwrap().items.len()
    }
}

async fn a_lost_answer_is_repeated(backend: Backend) {
    let browser = Browser::start(backend).await;
    let (mut current, _) = browser.sign_in().await;
    // Five reloads, each of which loses the response to the one before.
    for _ in 0..3 {
        for _ in 0..4 {
            assert!(browser.refresh(&current).await.is_some());
            browser.wait(2);
        }
        current = browser.refresh(&current).await.unwrap();
    }
    assert_eq!(browser.alarms().await, 0);
}

async fn a_repeated_token_and_the_lost_one_both_work(backend: Backend) {
    let browser = Browser::start(backend).await;
    let (first, _) = browser.sign_in().await;
    // The response that seemed lost may arrive last, and its cookie is then the browser's.
    let late = browser.refresh(&first).await.unwrap();
    let repeated = browser.refresh(&first).await.unwrap();
    browser.wait(60);
    let third = browser.refresh(&late).await.unwrap();
    // A request that was under way with the other cookie.
    assert!(browser.refresh(&repeated).await.is_some());
    browser.wait(60);
    assert!(browser.refresh(&third).await.is_some());
    assert_eq!(browser.alarms().await, 0);
    // A token of an earlier generation is a copy.
    assert_eq!(browser.refresh(&repeated).await, None);
    assert_eq!(browser.alarms().await, 1);
}

async fn a_token_that_is_used_again_after_ten_seconds_ends_the_session(backend: Backend) {
    let browser = Browser::start(backend).await;
    browser.server.clock.stop();
    let (first, _) = browser.sign_in().await;
    let second = browser.refresh(&first).await.unwrap();
    browser.wait(10);
    assert_eq!(browser.refresh(&first).await, None);
    assert_eq!(browser.refresh(&second).await, None);
    assert_eq!(browser.alarms().await, 1);
}

async fn a_token_that_is_used_again_elsewhere_ends_the_session(backend: Backend) {
    let browser = Browser::start(backend).await;
    let (first, _) = browser.sign_in().await;
    let second = browser.refresh(&first).await.unwrap();
    assert_eq!(browser.refresh_as(&first, "curl/8.14").await, None);
    assert_eq!(browser.refresh(&second).await, None);
    assert_eq!(browser.alarms().await, 1);
}

async fn a_token_whose_successor_was_used_ends_the_session(backend: Backend) {
    let browser = Browser::start(backend).await;
    let (first, _) = browser.sign_in().await;
    let second = browser.refresh(&first).await.unwrap();
    let third = browser.refresh(&second).await.unwrap();
    assert_eq!(browser.refresh(&first).await, None);
    assert_eq!(browser.refresh(&third).await, None);
    assert_eq!(browser.alarms().await, 1);
}

async fn the_lost_answer_of_a_step_up_or_password_change_is_made_up_for(backend: Backend) {
    let browser = Browser::start(backend).await;
    let change = json!({
        "currentPassword": USER_PASSWORD,
        "newPassword": "another long password",
    });
    for (method, path, body) in [
        (
            Method::POST,
            "/me/proof",
            json!({ "password": USER_PASSWORD }),
        ),
        (Method::PUT, "/me/password", change),
    ] {
        let (held, token) = browser.sign_in().await;
        let url = format!("{}/api/v1{path}", browser.server.origin);
        let request = browser.http.request(method, url).header("Cookie", &held);
        let done = request.bearer_auth(token).json(&body).send().await.unwrap();
        assert_eq!(done.status(), 200, "{path}");
        let next = browser.refresh(&held).await.expect(path);
        assert!(browser.refresh(&next).await.is_some(), "{path}");
        assert_eq!(browser.alarms().await, 0, "{path}");
    }
}
