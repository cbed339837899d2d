//! How a request is made and an answer read.

use std::sync::{Arc, Mutex, PoisonError};

use contract::problem::Problem;
use reqwest::{Method, RequestBuilder, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Error, Portal};

/// A client for one party. Clones share the token.
#[derive(Clone, Debug)]
pub struct Client {
    http: reqwest::Client,
    origin: String,
    portal: Portal,
    credentials: Arc<Credentials>,
}

#[derive(Default)]
struct Credentials {
    api_key: Option<String>,
    token: Mutex<Option<String>>,
    renewing: async_lock::Mutex<()>,
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Credentials(hidden)")
    }
}

/// Something together with the version that `If-Match` needs to change it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Versioned<T> {
    /// The thing.
    pub value: T,
    /// Its version.
    pub version: u64,
}

/// What a request carries beside its body.
#[derive(Default)]
pub(crate) struct Extra<'a> {
    pub if_match: Option<u64>,
    pub idempotency_key: Option<&'a str>,
}

impl Client {
    /// A client for a person in `portal`, of the server at `origin` (`https://id.example.com`,
    /// without a path). `http` decides about cookies, time limits and certificates.
    pub fn new(http: reqwest::Client, origin: impl Into<String>, portal: Portal) -> Self {
        Self {
            http,
            origin: origin.into(),
            portal,
            credentials: Arc::default(),
        }
    }

    /// A client for a program with an API key.
    pub fn with_api_key(
        http: reqwest::Client,
        origin: impl Into<String>,
        api_key: impl Into<String>,
    ) -> Self {
        Self {
            http,
            origin: origin.into(),
            portal: Portal::Admin,
            credentials: Arc::new(Credentials {
                api_key: Some(api_key.into()),
                ..Credentials::default()
            }),
        }
    }

    /// The portal that this client is for.
    pub const fn portal(&self) -> Portal {
        self.portal
    }

    /// The access token of the moment, if somebody is signed in.
    pub fn token(&self) -> Option<String> {
        self.credentials
            .token
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Uses this access token from now on, or none.
    pub fn set_token(&self, token: Option<String>) {
        *self
            .credentials
            .token
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = token;
    }

    pub(crate) fn has_api_key(&self) -> bool {
        self.credentials.api_key.is_some()
    }

    pub(crate) fn renewing(&self) -> &async_lock::Mutex<()> {
        &self.credentials.renewing
    }

    pub(crate) async fn get<A: DeserializeOwned>(&self, path: &str) -> Result<A, Error> {
        self.send::<(), A>(Method::GET, path, None, Extra::default())
            .await
    }

    pub(crate) async fn get_page<A: DeserializeOwned>(
        &self,
        path: &str,
        query: &contract::page::ListQuery,
    ) -> Result<A, Error> {
        let query = serde_urlencoded::to_string(query).unwrap_or_default();
        self.get(&format!("{path}?{query}")).await
    }

    pub(crate) async fn post<B: Serialize, A: DeserializeOwned>(
        &self,
        path: &str,
        body: &B,
    ) -> Result<A, Error> {
        self.send(Method::POST, path, Some(body), Extra::default())
            .await
    }

    /// A `POST` without a body: the path says all.
    pub(crate) async fn act<A: DeserializeOwned>(&self, path: &str) -> Result<A, Error> {
        self.send::<(), A>(Method::POST, path, None, Extra::default())
            .await
    }

    pub(crate) async fn delete<A: DeserializeOwned>(&self, path: &str) -> Result<A, Error> {
        self.send::<(), A>(Method::DELETE, path, None, Extra::default())
            .await
    }

    pub(crate) async fn create<B: Serialize, A: DeserializeOwned>(
        &self,
        path: &str,
        body: &B,
        idempotency_key: Option<&str>,
    ) -> Result<A, Error> {
        let extra = Extra {
            idempotency_key,
            ..Extra::default()
        };
        self.send(Method::POST, path, Some(body), extra).await
    }

    pub(crate) async fn patch<B: Serialize, A: DeserializeOwned>(
        &self,
        path: &str,
        version: u64,
        body: &B,
    ) -> Result<A, Error> {
        let extra = Extra {
            if_match: Some(version),
            ..Extra::default()
        };
        self.send(Method::PATCH, path, Some(body), extra).await
    }

    /// Sends a request; when the access token has run out, renews it and sends once more.
    pub(crate) async fn send<B: Serialize, A: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: Option<&B>,
        extra: Extra<'_>,
    ) -> Result<A, Error> {
        let first = self
            .attempt(self.prepare(method.clone(), path, body, &extra))
            .await;
        match first {
            Err(error) if self.worth_renewing(&error) => {
                self.refresh().await?;
                self.attempt(self.prepare(method, path, body, &extra)).await
            }
            other => other,
        }
    }

    pub(crate) async fn send_once<B: Serialize, A: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: Option<&B>,
    ) -> Result<A, Error> {
        self.attempt(self.prepare(method, path, body, &Extra::default()))
            .await
    }

    fn prepare<B: Serialize>(
        &self,
        method: Method,
        path: &str,
        body: Option<&B>,
        extra: &Extra<'_>,
    ) -> RequestBuilder {
        let url = format!("{}/api/v1{path}", self.origin);
        let mut request = self.http.request(method, url);
        let bearer = self.credentials.api_key.clone().or_else(|| self.token());
        if let Some(bearer) = bearer {
            request = request.bearer_auth(bearer);
        }
        if let Some(version) = extra.if_match {
            request = request.header("If-Match", format!("\"{version}\""));
        }
        if let Some(key) = extra.idempotency_key {
            request = request.header("Idempotency-Key", key);
        }
        // Browsers add `Origin` themselves; the refresh endpoint wants it from everybody.
        #[cfg(not(target_arch = "wasm32"))]
        {
            request = request.header("Origin", &self.origin);
        }
        if let Some(body) = body {
            request = request.json(body);
        }
        request
    }

    async fn attempt<A: DeserializeOwned>(&self, request: RequestBuilder) -> Result<A, Error> {
        let answer = request.send().await.map_err(network)?;
        let status = answer.status();
        let body = answer.bytes().await.map_err(network)?;
        let unexpected = Error::Unexpected {
            status: status.as_u16(),
        };
        if status.is_success() {
            let body: &[u8] = if status == StatusCode::NO_CONTENT {
                b"null"
            } else {
                &body
            };
            serde_json::from_slice(body).map_err(|_| unexpected)
        } else {
            match serde_json::from_slice::<Problem>(&body) {
                Ok(problem) => Err(Error::Problem(Box::new(problem))),
                Err(_) => Err(unexpected),
            }
        }
    }
}

fn network(error: reqwest::Error) -> Error {
    Error::Network(error.without_url().to_string())
}
