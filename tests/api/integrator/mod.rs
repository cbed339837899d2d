//! A program of an integrator, which has only an API key.

mod access;
mod journey;
mod lists;
mod refused;

use client::Client;
use contract::api_keys::{ApiKeyCreated, CreateApiKey};
use harness::{TestServer, http};
use reqwest::Method;
use rules::role::Permission;
use serde_json::Value;

/// The email address of the account in these tests.
const ADA: &str = "ada@example.com";

/// A program with an API key. It sends plain HTTP requests where the headers matter.
struct Program<'a> {
    server: &'a TestServer,
    key: ApiKeyCreated,
    api: Client,
}

/// A response.
#[derive(Debug)]
struct Answer {
    status: u16,
    etag: Option<String>,
    challenge: Option<String>,
    body: Value,
}

impl Answer {
    /// The problem code, if the response is a problem.
    fn problem(&self) -> &str {
        let kind = self.body["type"].as_str().unwrap_or_default();
        kind.trim_start_matches("urn:latchkey:problem:")
    }
}

impl<'a> Program<'a> {
    /// Lets the owner create the key; the program then works alone.
    async fn new(server: &'a TestServer, owner: &Client, scopes: &[Permission]) -> Self {
        let new = CreateApiKey {
            name: "HR import".to_owned(),
            scopes: scopes.to_vec(),
            expires_in_days: 1,
        };
        let key = owner.create_api_key(&new).await.unwrap();
        let api = Client::with_api_key(http(), &server.origin, &key.key);
        Self { server, key, api }
    }

    /// Sends a request with these headers.
    async fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&Value>,
    ) -> Answer {
        let url = format!("{}{path}", self.server.origin);
        let mut request = harness::plain_http().request(method, url);
        request = request.bearer_auth(&self.key.key);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(body) = body {
            request = request.json(body);
        }
        let answer = request.send().await.unwrap();
        let header = |name: &str| {
            let value = answer.headers().get(name);
            value.map(|value| value.to_str().unwrap().to_owned())
        };
        Answer {
            status: answer.status().as_u16(),
            etag: header("etag"),
            challenge: header("www-authenticate"),
            body: answer.json().await.unwrap_or_default(),
        }
    }
}
