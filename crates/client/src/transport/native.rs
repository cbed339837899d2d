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

impl Http {
    /// Sends a request. The error describes why there is no response.
    pub(crate) async fn send(&self, request: Request) -> Result<Answer, String> {
        self.exchange(request)
            .await
            .map_err(|error| error.without_url().to_string())
    }

    async fn exchange(&self, request: Request) -> Result<Answer, reqwest::Error> {
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
        let answer = builder.send().await?;
        Ok(Answer {
            status: answer.status().as_u16(),
            body: answer.bytes().await?.into(),
        })
    }
}
