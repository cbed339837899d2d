//! Node's oidc-provider, which keeps everything in memory and has one thread.

use std::path::Path;
use std::process::Stdio;
use std::time::Instant;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use harness::{CALLBACK, VERIFIER, challenge, encoded, free_port};
use serde::Deserialize;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::task::JoinSet;

use super::CONNECTIONS;
use super::apache::Apache;
use super::chain::Chain;
use crate::load::{Connection, get, request};

/// The variable with the folder of the modules of Node.
const MODULES: &str = "LATCHKEY_BENCH_OIDC_PROVIDER";
/// The credentials of its application. They have no character that would have to be encoded.
const CLIENT: [&str; 2] = ["application", "secret"];

/// A running server; killed when dropped.
pub struct OidcProvider {
    child: Child,
    /// Its origin.
    pub origin: String,
    /// The port of an Apache whose page is one of its applications.
    pub page_port: u16,
}

/// What a person has granted to its application.
#[derive(Deserialize)]
pub struct Granted {
    access_token: String,
    code: String,
    refresh_token: String,
}

/// Exchanges refresh tokens.
pub struct Refreshing {
    connection: Connection,
    refresh_token: String,
}

#[derive(Deserialize)]
struct Refreshed {
    refresh_token: String,
}

impl OidcProvider {
    /// The credentials of the page.
    pub const PAGE: (&str, &str) = ("application-page", "secret");

    /// Starts it. None if it is not installed.
    pub async fn start() -> Option<Self> {
        let Some(modules) = std::env::var_os(MODULES) else {
            eprintln!("oidc-provider is missing, so there are no rows that compare with it");
            return None;
        };
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("bench/sign_on/oidc_provider.mjs");
        let page_port = free_port();
        let mut child = Command::new("node")
            .arg(script)
            .arg(modules)
            .args(CLIENT)
            .arg(CALLBACK)
            .arg(challenge(VERIFIER))
            .arg(Apache::redirect_uri(page_port))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let output = child.stdout.take().unwrap();
        let origin = BufReader::new(output).lines().next_line().await.unwrap();
        let origin = origin.unwrap_or_else(|| panic!("oidc-provider did not start"));
        Some(Self {
            child,
            origin,
            page_port,
        })
    }

    /// Stops it.
    pub async fn stop(mut self) {
        self.child.kill().await.unwrap();
    }

    /// New grants, each of another person.
    pub async fn grants(&self, count: usize) -> Vec<Granted> {
        let request = get(&format!("/grants?count={count}"), "none");
        let mut connection = Connection::open(&self.origin).await;
        let answer = connection.ask(&request).await;
        assert_eq!(answer.status, 200);
        answer.json()
    }

    /// One for each connection.
    pub async fn refreshing(&self) -> Vec<Refreshing> {
        let mut all = Vec::new();
        for grant in self.grants(CONNECTIONS).await {
            all.push(Refreshing {
                connection: Connection::open(&self.origin).await,
                refresh_token: grant.refresh_token,
            });
        }
        all
    }

    /// Has this number of codes issued for each connection, and then exchanges them. Returns how many a second
    /// were exchanged.
    pub async fn redeemed(&self, each: usize) -> f64 {
        let grants = self.grants(each * CONNECTIONS).await;
        let mut redeeming = Vec::new();
        for grants in grants.chunks(each) {
            let requests: Vec<_> = grants.iter().map(Granted::redeem).collect();
            redeeming.push((Connection::open(&self.origin).await, requests));
        }
        let mut running = JoinSet::new();
        let begun = Instant::now();
        for (mut connection, requests) in redeeming {
            running.spawn(async move {
                for request in requests {
                    let answer = connection.ask(&request).await;
                    assert_eq!(answer.status, 200, "a code was not exchanged");
                }
            });
        }
        running.join_all().await;
        grants.len() as f64 / begun.elapsed().as_secs_f64()
    }
}

impl Granted {
    /// A request that exchanges the code.
    fn redeem(&self) -> Vec<u8> {
        let form = [
            ("grant_type", "authorization_code"),
            ("code", self.code.as_str()),
            ("redirect_uri", CALLBACK),
            ("code_verifier", VERIFIER),
        ];
        posted("/token", &form)
    }

    /// A request for the claims.
    pub fn userinfo(&self) -> Vec<u8> {
        get("/me", &self.access_token)
    }

    /// A request for what the server says about the access token.
    pub fn introspect(&self) -> Vec<u8> {
        posted(
            "/token/introspection",
            &[("token", self.access_token.as_str())],
        )
    }
}

impl Chain for Refreshing {
    async fn next(&mut self) {
        let form = [
            ("grant_type", "refresh_token"),
            ("refresh_token", self.refresh_token.as_str()),
        ];
        let answer = self.connection.ask(&posted("/token", &form)).await;
        assert_eq!(answer.status, 200, "a refresh token was not exchanged");
        let refreshed: Refreshed = answer.json();
        self.refresh_token = refreshed.refresh_token;
    }
}

/// A request of the application with a form.
fn posted(path: &str, form: &[(&str, &str)]) -> Vec<u8> {
    let authorization = format!("Basic {}", STANDARD.encode(CLIENT.join(":")));
    let headers = [
        ("Authorization", authorization.as_str()),
        ("Content-Type", "application/x-www-form-urlencoded"),
    ];
    request(&format!("POST {path}"), &headers, &encoded(form))
}
