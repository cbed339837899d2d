//! A session's identifier and tokens change whenever its permissions grow: a token that was planted
//! in a browser or copied from it earlier gains nothing.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use client::Portal;
use harness::{AuthenticatorApp, Backend, TestServer, USER_PASSWORD, cookie, on_both_databases};
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

on_both_databases!(
    a_step_up_replaces_identifier_and_tokens,
    a_changed_password_replaces_identifier_and_tokens,
    a_planted_sign_in_gains_nothing,
    a_planted_sign_in_does_not_carry_a_proof_away,
    a_canceled_sign_in_is_over_for_a_copied_cookie_too,
    a_planted_passkey_sign_in_blocks_nobody,
    a_planted_cookie_without_a_passkey_sign_in_is_replaced,
    a_planted_refresh_cookie_is_refused,
    a_parallel_refresh_and_step_up_never_both_succeed,
);

const ADA: &str = "ada@example.com";

/// The cookies and tokens of a browser, all readable by the test.
struct Browser<'a> {
    server: &'a TestServer,
    http: reqwest::Client,
}

impl<'a> Browser<'a> {
    async fn new(server: &'a TestServer) -> Self {
        let owner = server.owner().await;
        server.active_user(&owner, ADA).await;
        Self {
            server,
            http: harness::plain_http(),
        }
    }

    async fn send(&self, method: Method, path: &str, cookie: &str, body: &Value) -> Response {
        let request = self
            .http
            .request(method, format!("{}/api/v1{path}", self.server.origin))
            .header("Origin", &self.server.origin)
            .header("Cookie", cookie);
        let request = match body {
            Value::Null => request,
            body => request.json(body),
        };
        request.send().await.unwrap()
    }

    async fn begin(&self, carrying: &str) -> String {
        let begun = self
            .send(Method::POST, "/sign-in", carrying, &json!({"email": ADA}))
            .await;
        cookie(&begun, "sign-in").unwrap()
    }

    async fn submit_password(&self, carrying: &str) -> Response {
        let password = json!({"password": USER_PASSWORD});
        self.send(Method::POST, "/sign-in/password", carrying, &password)
            .await
    }

    /// Asks for a passkey challenge. Returns the cookie that binds it.
    async fn ask_for_passkey(&self, carrying: &str) -> String {
        let path = "/sign-in/passkey-challenge";
        let asked = self.send(Method::POST, path, carrying, &Value::Null).await;
        assert_eq!(asked.status(), 200);
        cookie(&asked, "passkey").unwrap()
    }

    /// Checks that this cookie names no sign-in that goes on, not even with the right factor.
    async fn is_over(&self, carrying: &str, factor: &Value) {
        for (method, path, body) in [
            (Method::GET, "/sign-in", &Value::Null),
            (Method::POST, "/sign-in/factor", factor),
        ] {
            let answer = self.send(method, path, carrying, body).await;
            assert_eq!(answer.status(), 401, "{path}");
        }
    }

    /// The refresh cookie and the access token of a new session.
    async fn sign_in(&self) -> (String, String) {
        let transaction = self.begin("").await;
        let done = self.submit_password(&transaction).await;
        let refresh = cookie(&done, "refresh").unwrap();
        let done: Value = done.json().await.unwrap();
        (refresh, token(&done["accessToken"]))
    }

    async fn refresh(&self, carrying: &str) -> StatusCode {
        self.send(Method::POST, "/session/refresh", carrying, &Value::Null)
            .await
            .status()
    }

    async fn me(&self, token: &str) -> StatusCode {
        let url = format!("{}/api/v1/me", self.server.origin);
        let answer = self.http.get(url).bearer_auth(token).send().await;
        answer.unwrap().status()
    }
}

fn token(access_token: &Value) -> String {
    access_token["accessToken"].as_str().unwrap().to_owned()
}

/// The identifier of the session that an access token belongs to.
fn session_of(token: &str) -> String {
    let claims = token.split('.').nth(1).unwrap();
    let claims: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).unwrap()).unwrap();
    claims["sid"].as_str().unwrap().to_owned()
}

/// Checks that after an action the session has a new identifier and new tokens, and that the old
/// refresh token ends it. `find` returns the access token in the response.
async fn replaces_identifier_and_tokens(
    backend: Backend,
    (method, path): (Method, &str),
    body: Value,
    find: fn(&Value) -> &Value,
) {
    let server = TestServer::start(backend).await;
    let browser = Browser::new(&server).await;
    let (first_cookie, first_token) = browser.sign_in().await;
    let url = format!("{}/api/v1{path}", server.origin);
    let acted = browser
        .http
        .request(method, url)
        .header("Cookie", &first_cookie)
        .bearer_auth(&first_token)
        .json(&body)
        .send()
        .await
        .unwrap();
    assert_eq!(acted.status(), 200);
    let second_cookie = cookie(&acted, "refresh").unwrap();
    let acted: Value = acted.json().await.unwrap();
    let second_token = token(find(&acted));
    assert_ne!(first_cookie, second_cookie);
    assert_ne!(session_of(&first_token), session_of(&second_token));
    assert_eq!(browser.me(&first_token).await, 401);
    assert_eq!(browser.me(&second_token).await, 200);

    // The old refresh token represents a stolen one. The browser itself no longer needs it.
    server.clock.advance(Duration::from_secs(10));
    assert_eq!(browser.refresh(&first_cookie).await, 401);
    assert_eq!(browser.me(&second_token).await, 401);
    assert_eq!(browser.refresh(&second_cookie).await, 401);
}

async fn a_step_up_replaces_identifier_and_tokens(backend: Backend) {
    let proof = json!({ "password": USER_PASSWORD });
    let step_up = (Method::POST, "/me/proof");
    replaces_identifier_and_tokens(backend, step_up, proof, |answer| &answer["accessToken"]).await;
}

async fn a_changed_password_replaces_identifier_and_tokens(backend: Backend) {
    let change = json!({
        "currentPassword": USER_PASSWORD,
        "newPassword": "another long password",
    });
    let put = (Method::PUT, "/me/password");
    replaces_identifier_and_tokens(backend, put, change, |answer| answer).await;
}

async fn a_planted_sign_in_gains_nothing(backend: Backend) {
    let server = TestServer::start(backend).await;
    let browser = Browser::new(&server).await;
    let planted = browser.begin("").await;
    let own = browser.begin(&planted).await;
    assert_ne!(planted, own);
    let done = browser.submit_password(&own).await;
    assert!(cookie(&done, "refresh").is_some());
    let state = browser
        .send(Method::GET, "/sign-in", &planted, &Value::Null)
        .await;
    let state: Value = state.json().await.unwrap();
    assert!(state.get("accessToken").is_none(), "{state}");
    // If there are two cookies with the same name, their origin is unknown.
    let own = browser.begin("").await;
    let both = browser.submit_password(&format!("{planted}; {own}")).await;
    assert_eq!(both.status(), 401);
    assert!(cookie(&both, "refresh").is_none());
}

/// Somebody plants the cookie of their own sign-in in the browser of a victim, who then submits the
/// password with it.
async fn a_planted_sign_in_does_not_carry_a_proof_away(backend: Backend) {
    let server = TestServer::start(backend).await;
    let browser = Browser::new(&server).await;
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let app = AuthenticatorApp::add(&server, &ada).await;
    let planted = browser.begin("").await;
    let asked = browser.submit_password(&planted).await;
    let own = cookie(&asked, "sign-in").unwrap();
    assert_ne!(planted, own);
    let factor = json!({ "factor": { "totp": app.code(&server) } });
    browser.is_over(&planted, &factor).await;
    let done = browser
        .send(Method::POST, "/sign-in/factor", &own, &factor)
        .await;
    assert!(cookie(&done, "refresh").is_some());
}

/// The cookie of a sign-in that waits for a factor was copied, for example from a shared computer.
async fn a_canceled_sign_in_is_over_for_a_copied_cookie_too(backend: Backend) {
    let server = TestServer::start(backend).await;
    let browser = Browser::new(&server).await;
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let app = AuthenticatorApp::add(&server, &ada).await;
    let begun = browser.begin("").await;
    let asked = browser.submit_password(&begun).await;
    let copied = cookie(&asked, "sign-in").unwrap();
    let canceled = browser
        .send(Method::DELETE, "/sign-in", &copied, &Value::Null)
        .await;
    assert_eq!(canceled.status(), 204);
    let factor = json!({ "factor": { "totp": app.code(&server) } });
    browser.is_over(&copied, &factor).await;
}

/// Somebody plants the cookie of their own sign-in page, and uses up its challenges.
async fn a_planted_passkey_sign_in_blocks_nobody(backend: Backend) {
    let server = TestServer::start(backend).await;
    let browser = Browser::new(&server).await;
    let planted = browser.ask_for_passkey("").await;
    for _ in 1..50 {
        assert_eq!(browser.ask_for_passkey(&planted).await, planted);
    }
    let own = browser.ask_for_passkey(&planted).await;
    assert_ne!(own, planted);
    assert_eq!(browser.ask_for_passkey(&own).await, own);
}

/// A challenge that such a cookie binds could not be answered, or only in a sign-in of somebody else.
async fn a_planted_cookie_without_a_passkey_sign_in_is_replaced(backend: Backend) {
    let server = TestServer::start(backend).await;
    let browser = Browser::new(&server).await;
    let own = browser.ask_for_passkey("").await;
    let (name, _) = own.split_once('=').unwrap();
    let with_address = browser.begin("").await;
    let (_, with_address) = with_address.split_once('=').unwrap();
    for token in [with_address, &"A".repeat(43)] {
        let planted = format!("{name}={token}");
        assert_ne!(browser.ask_for_passkey(&planted).await, planted);
    }
}

async fn a_planted_refresh_cookie_is_refused(backend: Backend) {
    let server = TestServer::start(backend).await;
    let browser = Browser::new(&server).await;
    let (real, _) = browser.sign_in().await;
    let (name, _) = real.split_once('=').unwrap();
    let planted = format!("{name}={}", "A".repeat(43));
    assert_eq!(browser.refresh(&planted).await, 401);
    // A sign-in that replaces it takes over nothing from it.
    let transaction = browser.begin(&planted).await;
    let done = browser
        .submit_password(&format!("{planted}; {transaction}"))
        .await;
    let new = cookie(&done, "refresh").unwrap();
    assert_ne!(planted, new);
    assert_eq!(browser.refresh(&planted).await, 401);
    assert_eq!(browser.refresh(&format!("{planted}; {new}")).await, 401);
    assert_eq!(browser.refresh(&new).await, 200);
    assert_eq!(browser.refresh(&real).await, 200);
}

async fn a_parallel_refresh_and_step_up_never_both_succeed(backend: Backend) {
    let server = TestServer::start(backend).await;
    let browser = Browser::new(&server).await;
    for n in 0..15 {
        let (first_cookie, first_token) = browser.sign_in().await;
        let proof = browser
            .http
            .post(format!("{}/api/v1/me/proof", server.origin))
            .header("Cookie", &first_cookie)
            .bearer_auth(&first_token)
            .json(&json!({ "password": USER_PASSWORD }));
        let refresh = async {
            // About as long as verifying the password takes.
            tokio::time::sleep(Duration::from_millis(n * 4)).await;
            browser
                .http
                .post(format!("{}/api/v1/session/refresh", server.origin))
                .header("Origin", &server.origin)
                .header("Cookie", &first_cookie)
                // A thief: the browser itself may repeat what it has just used.
                .header("User-Agent", "curl/8.14")
                .send()
                .await
                .unwrap()
        };
        let (proved, refreshed) = tokio::join!(proof.send(), refresh);
        let mut open = 0;
        for answer in [proved.unwrap(), refreshed] {
            let refused = answer.status() == 401;
            assert!(refused || answer.status() == 200, "{answer:?}");
            let body: Value = answer.json().await.unwrap();
            let given = [&body["accessToken"]["accessToken"], &body["accessToken"]];
            let given = given.iter().find_map(|token| token.as_str());
            if let Some(token) = given
                && browser.me(token).await == 200
            {
                open += 1;
            }
        }
        assert!(open <= 1, "both go on");
    }
}
