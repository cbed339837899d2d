//! The API of the server that a file is imported to.

use std::io::Write;
use std::time::{Duration, Instant};

use contract::ids::ImportId;
use contract::imports::{ImportRow, MatchBy, UpdateImport, UserImport};
use contract::page::Page;
use contract::problem::{Problem, ProblemType};
use reqwest::header::RETRY_AFTER;
use reqwest::{Method, RequestBuilder, Response, StatusCode};
use serde::de::DeserializeOwned;
use url::Url;

use super::CliError;

/// How long a response may take, except those to an upload and to a download.
const RESPONSE: Duration = Duration::from_secs(30);
/// The delay before a request is repeated. It doubles with each attempt.
const FIRST_DELAY: Duration = Duration::from_secs(1);
/// The longest delay, also if the server asks for a longer one.
const LONGEST_DELAY: Duration = Duration::from_secs(30);

/// The client of a server. Requests are repeated while the server restarts or is busy, except the upload, which
/// would create another import.
pub(super) struct ImportServer {
    client: reqwest::Client,
    url: Url,
    api_key: String,
    retry_for: Duration,
}

/// What begins with a request.
#[derive(Clone, Copy)]
pub(super) enum Step {
    /// The dry run.
    Check,
    /// The run.
    Run,
}

/// Why a request failed.
enum Failure {
    /// The next attempt may succeed.
    Temporary {
        why: String,
        delay: Option<Duration>,
    },
    /// The server refused.
    Refused(Box<Problem>),
    /// The response is not one of this API.
    Unexpected(String),
}

impl ImportServer {
    pub fn new(url: Url, api_key: String, retry_for: Duration) -> Self {
        Self {
            client: reqwest::Client::new(),
            url,
            api_key,
            retry_for,
        }
    }

    /// Uploads a file.
    pub async fn upload(
        &self,
        name: &str,
        match_by: MatchBy,
        file: Vec<u8>,
    ) -> Result<UserImport, CliError> {
        let mut url = self.address(&[])?;
        url.query_pairs_mut()
            .append_pair("fileName", name)
            .append_pair("matchBy", match_by.as_str());
        let request = self.request(Method::POST, url);
        let request = request.header("Content-Type", "text/csv").body(file);
        read(&attempt(request).await?)
    }

    /// Changes how the file is imported.
    pub async fn update(
        &self,
        id: ImportId,
        changes: &UpdateImport,
    ) -> Result<UserImport, CliError> {
        let url = self.address(&[&id.to_string()])?;
        let request = self.short_request(Method::PATCH, url).json(changes);
        read(&self.send(request).await?)
    }

    /// Returns the import, with its progress.
    pub async fn get(&self, id: ImportId) -> Result<UserImport, CliError> {
        let url = self.address(&[&id.to_string()])?;
        read(&self.send(self.short_request(Method::GET, url)).await?)
    }

    /// Begins the dry run or the run.
    pub async fn begin(&self, id: ImportId, step: Step) -> Result<(), CliError> {
        let name = match step {
            Step::Check => "check",
            Step::Run => "run",
        };
        let url = self.address(&[&id.to_string(), name])?;
        let request = self.short_request(Method::POST, url);
        match self.repeat(request).await? {
            (Ok(_), _) => Ok(()),
            // The response to an earlier attempt was lost. The state of the import shows what it did.
            (Err(Failure::Refused(problem)), true) if problem.kind == ProblemType::Conflict => {
                Ok(())
            }
            (Err(failure), _) => Err(failure.into()),
        }
    }

    /// The first rows with problems.
    pub async fn problems(&self, id: ImportId) -> Result<Page<ImportRow>, CliError> {
        let mut url = self.address(&[&id.to_string(), "rows"])?;
        url.query_pairs_mut()
            .append_pair("filter", "outcome:problem");
        read(&self.send(self.short_request(Method::GET, url)).await?)
    }

    /// The rows with their outcomes, as CSV.
    pub async fn result(&self, id: ImportId) -> Result<Vec<u8>, CliError> {
        let url = self.address(&[&id.to_string(), "result"])?;
        self.send(self.request(Method::GET, url)).await
    }

    fn address(&self, parts: &[&str]) -> Result<Url, CliError> {
        let mut url = self.url.clone();
        url.path_segments_mut()
            .map_err(|()| CliError::Unsuitable("the URL has no host".to_owned()))?
            .pop_if_empty()
            .extend(["api", "v1", "imports"])
            .extend(parts);
        Ok(url)
    }

    fn request(&self, method: Method, url: Url) -> RequestBuilder {
        self.client.request(method, url).bearer_auth(&self.api_key)
    }

    /// A request with a short body, whose response arrives soon or never.
    fn short_request(&self, method: Method, url: Url) -> RequestBuilder {
        self.request(method, url).timeout(RESPONSE)
    }

    /// Sends a request that may be repeated. Returns the body of the response.
    async fn send(&self, request: RequestBuilder) -> Result<Vec<u8>, CliError> {
        self.repeat(request).await?.0.map_err(CliError::from)
    }

    /// Repeats a request while the server cannot be reached or is busy. Returns the final result, and whether
    /// there was more than one attempt.
    async fn repeat(
        &self,
        request: RequestBuilder,
    ) -> Result<(Result<Vec<u8>, Failure>, bool), CliError> {
        let mut next = FIRST_DELAY;
        let mut failing_since = None;
        loop {
            // A request that could not be built has no copies, and its attempt fails.
            let Some(again) = request.try_clone() else {
                return Ok((attempt(request).await, false));
            };
            let (why, asked) = match attempt(again).await {
                Err(Failure::Temporary { why, delay }) => (why, delay),
                result => {
                    let is_repeated = failing_since.is_some();
                    if is_repeated {
                        say("The server is available again.");
                    }
                    return Ok((result, is_repeated));
                }
            };
            let seconds = self.retry_for.as_secs();
            if failing_since.is_none() {
                say(&format!(
                    "The server is not available ({why}). Retrying for up to {seconds} seconds."
                ));
            }
            let waited = failing_since.get_or_insert_with(Instant::now).elapsed();
            let Some(left) = self
                .retry_for
                .checked_sub(waited)
                .filter(|left| !left.is_zero())
            else {
                let text = format!("the server was not available for {seconds} seconds: {why}");
                return Err(CliError::Unreachable(text));
            };
            let delay = asked.unwrap_or(next).clamp(next, LONGEST_DELAY);
            tokio::time::sleep(delay.min(left)).await;
            next = (next * 2).min(LONGEST_DELAY);
        }
    }
}

/// Sends a request once. Returns the body of the response.
async fn attempt(request: RequestBuilder) -> Result<Vec<u8>, Failure> {
    let response = request.send().await.map_err(lost)?;
    let status = response.status();
    if status.is_success() {
        return Ok(response.bytes().await.map_err(lost)?.to_vec());
    }
    let delay = delay(&response);
    let body = response.bytes().await.map_err(lost)?;
    let problem = serde_json::from_slice::<Problem>(&body).ok();
    let is_temporary = [
        StatusCode::BAD_GATEWAY,
        StatusCode::SERVICE_UNAVAILABLE,
        StatusCode::GATEWAY_TIMEOUT,
        StatusCode::TOO_MANY_REQUESTS,
    ]
    .contains(&status);
    match problem {
        problem if is_temporary => Err(Failure::Temporary {
            why: problem.map_or_else(|| status.to_string(), |problem| problem.to_string()),
            delay,
        }),
        Some(problem) => Err(Failure::Refused(Box::new(problem))),
        None => Err(Failure::Unexpected(status.to_string())),
    }
}

/// The delay that the server asks for.
fn delay(response: &Response) -> Option<Duration> {
    let header = response.headers().get(RETRY_AFTER)?;
    let seconds = header.to_str().ok()?.parse().ok()?;
    Some(Duration::from_secs(seconds))
}

/// The failure of a request without a response, or of a response without its end.
fn lost(error: reqwest::Error) -> Failure {
    let is_request = error.is_builder();
    // The innermost cause says more, such as "Connection refused".
    let error = error.without_url();
    let mut why: &dyn std::error::Error = &error;
    while let Some(source) = why.source() {
        why = source;
    }
    let why = why.to_string();
    if is_request {
        Failure::Unexpected(why)
    } else {
        Failure::Temporary { why, delay: None }
    }
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, CliError> {
    serde_json::from_slice(body).map_err(|error| {
        CliError::Unsuitable(format!("the server's response cannot be read: {error}"))
    })
}

/// Tells the person what is happening, in place of the progress.
fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "\r{text}");
}

impl From<Failure> for CliError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Temporary { why, .. } => {
                Self::Unreachable(format!("the server is not available: {why}"))
            }
            Failure::Refused(problem) if problem.kind == ProblemType::NotFound => Self::Unsuitable(
                "no such import in the organization of this API key. \
                 Imports are deleted after 30 days"
                    .to_owned(),
            ),
            Failure::Refused(problem) => Self::Unsuitable(problem.to_string()),
            Failure::Unexpected(why) => {
                Self::Unsuitable(format!("unexpected response from the server: {why}"))
            }
        }
    }
}
