//! Sends requests and parses responses.

use contract::problem::{Problem, ProblemType};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::transport::{Answer, Incoming, Method, Request};
use crate::{Client, Error};

/// The status of a successful response without a body.
const NO_CONTENT: u16 = 204;

/// A resource with the version that `If-Match` requires for changing it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Versioned<T> {
    /// The resource.
    pub value: T,
    /// Its version.
    pub version: u64,
}

/// What a call has been repeated after, once each.
#[derive(Default)]
pub(crate) struct Repeats {
    renewed: bool,
    proved: bool,
}

/// The parts of a request besides its body.
#[derive(Default)]
pub(crate) struct Extra<'a> {
    pub if_match: Option<u64>,
    pub idempotency_key: Option<&'a str>,
    /// The type of the body, unless it is JSON.
    pub content_type: Option<&'static str>,
    /// The caller asks the person to confirm their identity.
    pub caller_asks: bool,
}

impl Extra<'_> {
    /// For a resource that must have this version.
    fn expecting(version: u64) -> Self {
        Self {
            if_match: Some(version),
            ..Self::default()
        }
    }
}

impl Client {
    /// Whether to repeat a call that failed with `error`: if the access token has expired, after
    /// renewing it; if the person has to confirm their identity, after they did.
    ///
    /// # Errors
    /// If the token cannot be renewed.
    pub(crate) async fn may_repeat(
        &self,
        error: &Error,
        repeats: &mut Repeats,
    ) -> Result<bool, Error> {
        if !repeats.renewed && self.worth_renewing(error) {
            repeats.renewed = true;
            self.refresh().await?;
            return Ok(true);
        }
        if !repeats.proved && error.is(ProblemType::ProofRequired) {
            repeats.proved = true;
            return Ok(self.has_proved().await);
        }
        Ok(false)
    }

    pub(crate) async fn get<A: DeserializeOwned>(&self, path: &str) -> Result<A, Error> {
        self.send(Method::Get, path, None, Extra::default())
            .await
            .and_then(|answer| read(&answer))
    }

    /// Gets a file.
    pub(crate) async fn get_file(
        &self,
        path: &str,
        query: &contract::exports::ExportQuery,
    ) -> Result<Vec<u8>, Error> {
        self.send(
            Method::Get,
            &with_query(path, query),
            None,
            Extra::default(),
        )
        .await
        .map(|answer| answer.body)
    }

    pub(crate) async fn get_page<A: DeserializeOwned>(
        &self,
        path: &str,
        query: &contract::page::ListQuery,
    ) -> Result<A, Error> {
        self.get(&with_query(path, query)).await
    }

    pub(crate) async fn post<B: Serialize, A: DeserializeOwned>(
        &self,
        path: &str,
        body: &B,
    ) -> Result<A, Error> {
        self.submit(Method::Post, path, body, Extra::default())
            .await
    }

    pub(crate) async fn put<B: Serialize, A: DeserializeOwned>(
        &self,
        path: &str,
        body: &B,
    ) -> Result<A, Error> {
        self.submit(Method::Put, path, body, Extra::default()).await
    }

    /// A `POST` without a body.
    pub(crate) async fn post_empty<A: DeserializeOwned>(&self, path: &str) -> Result<A, Error> {
        self.send(Method::Post, path, None, Extra::default())
            .await
            .and_then(|answer| read(&answer))
    }

    /// A `POST` without a body. If the person has to confirm their identity, the caller asks them.
    pub(crate) async fn post_without_asking<A: DeserializeOwned>(
        &self,
        path: &str,
    ) -> Result<A, Error> {
        let extra = Extra {
            caller_asks: true,
            ..Extra::default()
        };
        self.send(Method::Post, path, None, extra)
            .await
            .and_then(|answer| read(&answer))
    }

    pub(crate) async fn delete<A: DeserializeOwned>(&self, path: &str) -> Result<A, Error> {
        self.send(Method::Delete, path, None, Extra::default())
            .await
            .and_then(|answer| read(&answer))
    }

    /// A `PUT` without a body.
    pub(crate) async fn put_empty<A: DeserializeOwned>(&self, path: &str) -> Result<A, Error> {
        self.send(Method::Put, path, None, Extra::default())
            .await
            .and_then(|answer| read(&answer))
    }

    /// A `DELETE` of a resource that must have this version.
    pub(crate) async fn delete_version<A: DeserializeOwned>(
        &self,
        path: &str,
        version: u64,
    ) -> Result<A, Error> {
        self.send(Method::Delete, path, None, Extra::expecting(version))
            .await
            .and_then(|answer| read(&answer))
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
        self.submit(Method::Post, path, body, extra).await
    }

    pub(crate) async fn patch<B: Serialize, A: DeserializeOwned>(
        &self,
        path: &str,
        version: u64,
        body: &B,
    ) -> Result<A, Error> {
        self.submit(Method::Patch, path, body, Extra::expecting(version))
            .await
    }

    /// A `PUT` to a part of a resource with a version.
    pub(crate) async fn put_version<B: Serialize, A: DeserializeOwned>(
        &self,
        path: &str,
        version: u64,
        body: &B,
    ) -> Result<A, Error> {
        self.submit(Method::Put, path, body, Extra::expecting(version))
            .await
    }

    /// A `PATCH` of a resource without a version.
    pub(crate) async fn patch_any<B: Serialize, A: DeserializeOwned>(
        &self,
        path: &str,
        body: &B,
    ) -> Result<A, Error> {
        self.submit(Method::Patch, path, body, Extra::default())
            .await
    }

    async fn submit<B: Serialize, A: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: &B,
        extra: Extra<'_>,
    ) -> Result<A, Error> {
        let body = write(body)?;
        self.send(method, path, Some(body), extra)
            .await
            .and_then(|answer| read(&answer))
    }

    /// Sends a request, and repeats it as [`may_repeat`](Self::may_repeat) says, but asks for no
    /// confirmation of the person's identity if the caller does.
    ///
    /// Works on bytes instead of types, because generic code is compiled once per type and the
    /// portals are downloaded.
    pub(crate) async fn send(
        &self,
        method: Method,
        path: &str,
        body: Option<Vec<u8>>,
        extra: Extra<'_>,
    ) -> Result<Answer, Error> {
        let mut repeats = Repeats {
            proved: extra.caller_asks,
            ..Repeats::default()
        };
        loop {
            let request = self.prepare(method, path, body.clone(), &extra);
            let error = match self.attempt(request).await {
                Ok(answer) => return Ok(answer),
                Err(error) => error,
            };
            if !self.may_repeat(&error, &mut repeats).await? {
                return Err(error);
            }
        }
    }

    /// Opens a response that is read as it arrives. Repeats the request as
    /// [`may_repeat`](Self::may_repeat) says.
    pub(crate) async fn open(&self, path: &str) -> Result<Incoming, Error> {
        let mut repeats = Repeats::default();
        loop {
            let request = self.prepare(Method::Get, path, None, &Extra::default());
            let incoming = self.http().open(request).await.map_err(Error::Network)?;
            if is_success(incoming.status()) {
                return Ok(incoming);
            }
            let error = refused(&incoming.finish().await.map_err(Error::Network)?);
            if !self.may_repeat(&error, &mut repeats).await? {
                return Err(error);
            }
        }
    }

    /// Sends a request once, without a retry.
    pub(crate) async fn send_once<A: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: Option<Vec<u8>>,
    ) -> Result<A, Error> {
        self.attempt(self.prepare(method, path, body, &Extra::default()))
            .await
            .and_then(|answer| read(&answer))
    }

    fn prepare(
        &self,
        method: Method,
        path: &str,
        body: Option<Vec<u8>>,
        extra: &Extra<'_>,
    ) -> Request {
        let mut headers = Vec::new();
        let bearer = self.bearer();
        if let Some(bearer) = bearer {
            headers.push(("Authorization", format!("Bearer {bearer}")));
        }
        if let Some(version) = extra.if_match {
            headers.push(("If-Match", format!("\"{version}\"")));
        }
        if let Some(key) = extra.idempotency_key {
            headers.push(("Idempotency-Key", key.to_owned()));
        }
        // Browsers add `Origin` themselves. The refresh endpoint requires it from all clients.
        #[cfg(not(target_arch = "wasm32"))]
        headers.push(("Origin", self.origin().to_owned()));
        if body.is_some() {
            let kind = extra.content_type.unwrap_or("application/json");
            headers.push(("Content-Type", kind.to_owned()));
        }
        Request {
            method,
            url: format!("{}/api/v1{path}", self.origin()),
            headers,
            body,
        }
    }

    async fn attempt(&self, request: Request) -> Result<Answer, Error> {
        let answer = self.http().send(request).await.map_err(Error::Network)?;
        if is_success(answer.status) {
            return Ok(answer);
        }
        Err(refused(&answer))
    }
}

fn is_success(status: u16) -> bool {
    (200..300).contains(&status)
}

/// Why a request without success was refused.
fn refused(answer: &Answer) -> Error {
    match serde_json::from_slice::<Problem>(&answer.body) {
        Ok(problem) => Error::Problem(Box::new(problem)),
        Err(_) => Error::Unexpected {
            status: answer.status,
        },
    }
}

/// A path with a query.
pub(crate) fn with_query(path: &str, query: &impl Serialize) -> String {
    let query = serde_urlencoded::to_string(query).unwrap_or_default();
    format!("{path}?{query}")
}

pub(crate) fn write<B: Serialize>(body: &B) -> Result<Vec<u8>, Error> {
    serde_json::to_vec(body).map_err(|error| Error::Network(error.to_string()))
}

pub(crate) fn read<A: DeserializeOwned>(answer: &Answer) -> Result<A, Error> {
    let body: &[u8] = if answer.status == NO_CONTENT {
        b"null"
    } else {
        &answer.body
    };
    serde_json::from_slice(body).map_err(|_| Error::Unexpected {
        status: answer.status,
    })
}
