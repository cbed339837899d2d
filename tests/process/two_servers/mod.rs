//! Two server processes on one PostgreSQL: a change on one takes effect on the other at once.

mod doors;
mod factors;
mod jobs;
mod ldap;
mod scheduled;

use std::sync::Arc;
use std::time::{Duration, Instant};

use client::{Client, Portal};
use contract::mail_deliveries::MailState;
use contract::page::ListQuery;
use harness::{
    ADMINISTRATOR_PASSWORD, Backend, Installation, Server, USER_PASSWORD, cookie, free_port, http,
    until,
};
use reqwest::{Method, Response, StatusCode};
use sea_orm::{ColumnTrait, Database, EntityTrait, QueryFilter};
use serde_json::{Value, json};

use crate::people::{OWNER, activate, delivery_tried, pending_user, set_up};
use crate::smtp::Smtp;

/// Two servers behind one public address.
struct Pair {
    servers: [Server; 2],
    smtp: Smtp,
    owner: Client,
    public_url: String,
    installation: Installation,
}

impl Pair {
    async fn start() -> Arc<Self> {
        let port = free_port();
        let mut installation = Installation::new(Backend::Postgres).await;
        installation.set_smtp(port);
        // All guesses come from one address, and all of them must be counted.
        installation.set("limits", "sign_in_burst", "1000");
        installation.set("security", "hash_queue", "1000");
        let smtp = Smtp::start(port, &installation.folder().join("mails"), &[]).await;
        let first = installation.start().await;
        let owner = set_up(&first).await;
        let address = format!("127.0.0.1:{}", free_port());
        let second = installation.start_with(&["--listen", &address]).await;
        let public_url = installation.origin();
        Arc::new(Self {
            servers: [first, second],
            smtp,
            owner,
            public_url,
            installation,
        })
    }

    /// A request to one of the two servers, as a browser at the public address sends it.
    async fn send(
        &self,
        server: usize,
        http: &reqwest::Client,
        path: &str,
        body: &Value,
    ) -> Response {
        http.post(format!("{}/api/v1{path}", self.servers[server].origin))
            .header("Origin", &self.public_url)
            .json(body)
            .send()
            .await
            .unwrap()
    }

    /// The status of a request with this access token at one of the two servers.
    async fn status(&self, server: usize, token: &str) -> StatusCode {
        let url = format!("{}/api/v1/admin/me", self.servers[server].origin);
        let answer = harness::plain_http()
            .get(url)
            .bearer_auth(token)
            .send()
            .await;
        answer.unwrap().status()
    }

    /// Renews a session of the Admin Portal with a cookie, `name=value`.
    async fn refresh(&self, server: usize, cookie: &str) -> Response {
        self.refresh_as(server, cookie, "").await
    }

    /// The same, from a browser with this `User-Agent`.
    async fn refresh_as(&self, server: usize, cookie: &str, user_agent: &str) -> Response {
        let url = format!(
            "{}/api/v1/admin/session/refresh",
            self.servers[server].origin
        );
        harness::plain_http()
            .request(Method::POST, url)
            .header("Origin", &self.public_url)
            .header("Cookie", cookie)
            .header("User-Agent", user_agent)
            .send()
            .await
            .unwrap()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs a PostgreSQL cluster: run `cargo xtask test`"]
async fn two_servers_on_an_empty_database_agree_on_the_first_key() {
    let installation = Installation::new(Backend::Postgres).await;
    let address = format!("127.0.0.1:{}", free_port());
    let listen = ["--listen", &address];
    let (first, second) = tokio::join!(installation.start(), installation.start_with(&listen));
    let mut sets = Vec::new();
    for server in [&first, &second] {
        let url = format!("{}/.well-known/jwks.json", server.origin);
        let set: Value = http().get(url).send().await.unwrap().json().await.unwrap();
        assert_eq!(set["keys"].as_array().map(Vec::len), Some(1), "{set}");
        sets.push(set);
    }
    assert_eq!(sets[0], sets[1]);
    first.stop().await;
    second.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs a PostgreSQL cluster: run `cargo xtask test`"]
async fn a_session_ended_on_one_server_is_void_on_the_other() {
    let pair = Pair::start().await;
    let token = pair.owner.token().unwrap();
    assert_eq!(pair.status(1, &token).await, 200);
    pair.owner.sign_out().await.unwrap();
    let ended = Instant::now();
    assert_eq!(pair.status(1, &token).await, 401);
    assert!(
        ended.elapsed() < Duration::from_secs(5),
        "an answer came at last"
    );
    assert_eq!(pair.status(0, &token).await, 401);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs a PostgreSQL cluster: run `cargo xtask test`"]
async fn a_refresh_token_replayed_on_the_other_server_ends_the_session() {
    let pair = Pair::start().await;
    let browser = http();
    pair.send(0, &browser, "/admin/sign-in", &json!({"email": OWNER}))
        .await;
    let password = json!({"password": ADMINISTRATOR_PASSWORD});
    let done = pair
        .send(0, &browser, "/admin/sign-in/password", &password)
        .await;
    let first = cookie(&done, "refresh").unwrap();

    let renewed = pair.refresh(0, &first).await;
    assert_eq!(renewed.status(), 200);
    let second = cookie(&renewed, "refresh").unwrap();
    let token = renewed.json::<Value>().await.unwrap();
    let token = token["accessToken"].as_str().unwrap();
    assert_eq!(pair.status(1, token).await, 200);

    // The browser itself did not get the response, so it asks the other server.
    let repeated = pair.refresh(1, &first).await;
    assert_eq!(repeated.status(), 200);
    let replayed = pair.refresh_as(1, &first, "curl/8.14").await;
    assert_eq!(replayed.status(), 401);
    for server in [0, 1] {
        assert_eq!(pair.status(server, token).await, 401);
        assert_eq!(pair.refresh(server, &second).await.status(), 401);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs a PostgreSQL cluster: run `cargo xtask test`"]
async fn of_200_guesses_on_both_servers_six_are_verified() {
    let pair = Pair::start().await;
    let user = pending_user(&pair.owner, "ada@example.com").await;
    activate(&pair.servers[0], &pair.smtp, "ada@example.com").await;

    let guess = |number: usize, password: String| {
        let pair = Arc::clone(&pair);
        async move {
            let (server, browser) = (number % 2, http());
            let email = json!({"email": "ada@example.com"});
            let begun = pair.send(server, &browser, "/sign-in", &email).await;
            assert_eq!(begun.status(), 200);
            let password = json!({ "password": password });
            let answer = pair
                .send(server, &browser, "/sign-in/password", &password)
                .await;
            answer.json::<Value>().await.unwrap()
        }
    };
    let mut wrong = tokio::task::JoinSet::new();
    for number in 0..200 {
        wrong.spawn(guess(number, format!("wrong guess {number}")));
    }
    for answer in wrong.join_all().await {
        assert_eq!(answer["status"], 401, "{answer}");
    }

    let database = Database::connect(&pair.installation.database.url)
        .await
        .unwrap();
    let found = entity::account::Entity::find()
        .filter(entity::account::Column::Id.eq(user.id.0))
        .one(&database)
        .await;
    assert_eq!(found.unwrap().unwrap().failed_password_attempts, 6);
    database.close().await.unwrap();
    // All guesses came from one network: one event counts them.
    let all = async || {
        let counted = pair.owner.events(&of_action("sign_in.failed")).await;
        let counted = counted.unwrap().items;
        let attempts = counted.first()?.detail.get("attempts")?;
        (counted.len() == 1 && attempts == "200").then_some(())
    };
    until(Duration::from_secs(20), "the count of all guesses", all).await;
    assert_eq!(events(&pair.owner, "account.locked").await, 1);

    // The right password is not verified anymore, on either server.
    let mut right = tokio::task::JoinSet::new();
    for number in 0..20 {
        right.spawn(guess(number, USER_PASSWORD.to_owned()));
    }
    for answer in right.join_all().await {
        assert_eq!(answer["status"], 401, "{answer}");
    }
}

fn of_action(action: &str) -> ListQuery {
    ListQuery {
        filter: Some(format!("action:{action}")),
        ..ListQuery::default()
    }
}

async fn events(owner: &Client, action: &str) -> u64 {
    owner.events(&of_action(action)).await.unwrap().total
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs a PostgreSQL cluster: run `cargo xtask test`"]
async fn each_email_is_sent_once() {
    let pair = Pair::start().await;
    let second = Client::new(http(), &pair.servers[1].origin, Portal::Admin);
    second.set_token(pair.owner.token());
    let mut created = tokio::task::JoinSet::new();
    for number in 0..40 {
        let operator = if number % 2 == 0 {
            pair.owner.clone()
        } else {
            second.clone()
        };
        created.spawn(async move {
            let email = format!("user{number}@example.com");
            pending_user(&operator, &email).await;
            email
        });
    }
    let emails = created.join_all().await;
    for email in &emails {
        delivery_tried(&pair.owner, email, MailState::Sent).await;
    }
    // Time for a second email to arrive, if there were one.
    tokio::time::sleep(Duration::from_secs(2)).await;
    for email in &emails {
        assert_eq!(pair.smtp.mails_to(email).len(), 1, "{email}");
    }
}
