use super::{Answer, Method, Request};

/// Sends requests. Created from a `reqwest::Client`, which determines cookies, timeouts and
/// certificates.
#[derive(Clone, Debug, Default)]
pub struct Http(reqwest::Client);

impl From<reqwest::Client> for Http {
    fn from(client: reqwest::Client) -> Self {
        Self(client)
    }
}

/// A response whose body is read as it arrives. Dropping it closes the connection.
pub(crate) struct Incoming(reqwest::Response);

impl Incoming {
    /// The HTTP status.
    pub(crate) fn status(&self) -> u16 {
        self.0.status().as_u16()
    }

    /// Waits for the next part of the body; `None` at its end.
    pub(crate) async fn next(&mut self) -> Result<Option<Vec<u8>>, String> {
        let part = self.0.chunk().await.map_err(reason)?;
        Ok(part.map(Into::into))
    }
}

impl Http {
    /// Sends a request. The error describes why there is no response.
    pub(crate) async fn send(&self, request: Request) -> Result<Answer, String> {
        self.exchange(request).await.map_err(reason)
    }

    /// Sends a request, and returns as soon as the response begins.
    pub(crate) async fn open(&self, request: Request) -> Result<Incoming, String> {
        self.begin(request).await.map(Incoming).map_err(reason)
    }

    async fn exchange(&self, request: Request) -> Result<Answer, reqwest::Error> {
        let answer = self.begin(request).await?;
        Ok(Answer {
            status: answer.status().as_u16(),
            body: answer.bytes().await?.into(),
        })
    }

    async fn begin(&self, request: Request) -> Result<reqwest::Response, reqwest::Error> {
        let method = match request.method {
            Method::Get => reqwest::Method::GET,
            Method::Post => reqwest::Method::POST,
            Method::Put => reqwest::Method::PUT,
            Method::Patch => reqwest::Method::PATCH,
            Method::Delete => reqwest::Method::DELETE,
        };
        let mut builder = self.0.request(method, request.url);
        for (name, value) in request.headers {
            builder = builder.header(name, value);
        }
        if let Some(body) = request.body {
            builder = builder.body(body);
        }
        builder.send().await
    }
}

/// The description of an error, without the URL, which may contain personal data.
fn reason(error: reqwest::Error) -> String {
    error.without_url().to_string()
}
