//! The API of the server that a file is imported to.

use contract::imports::{ImportRow, MatchBy, UpdateImport, UserImport};
use contract::page::Page;
use contract::problem::Problem;
use reqwest::{Method, RequestBuilder, Response};
use serde::de::DeserializeOwned;
use url::Url;

use super::CliError;

/// The client of a server.
pub(super) struct ImportServer {
    client: reqwest::Client,
    url: Url,
    api_key: String,
}

impl ImportServer {
    pub fn new(url: Url, api_key: String) -> Self {
        Self {
            client: reqwest::Client::new(),
            url,
            api_key,
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
        read(send(request).await?).await
    }

    /// Changes how the file is imported.
    pub async fn update(
        &self,
        of: &UserImport,
        changes: &UpdateImport,
    ) -> Result<UserImport, CliError> {
        let url = self.address(&[&of.id.to_string()])?;
        let request = self.request(Method::PATCH, url).json(changes);
        read(send(request).await?).await
    }

    /// Returns the import, with its progress.
    pub async fn get(&self, of: &UserImport) -> Result<UserImport, CliError> {
        let url = self.address(&[&of.id.to_string()])?;
        read(send(self.request(Method::GET, url)).await?).await
    }

    /// Begins the dry run or the run.
    pub async fn post(&self, of: &UserImport, act: &str) -> Result<UserImport, CliError> {
        let url = self.address(&[&of.id.to_string(), act])?;
        read(send(self.request(Method::POST, url)).await?).await
    }

    /// The first rows with problems.
    pub async fn problems(&self, of: &UserImport) -> Result<Page<ImportRow>, CliError> {
        let mut url = self.address(&[&of.id.to_string(), "rows"])?;
        url.query_pairs_mut()
            .append_pair("filter", "outcome:problem");
        read(send(self.request(Method::GET, url)).await?).await
    }

    /// The rows with their outcomes, as CSV.
    pub async fn result(&self, of: &UserImport) -> Result<Vec<u8>, CliError> {
        let url = self.address(&[&of.id.to_string(), "result"])?;
        let response = send(self.request(Method::GET, url)).await?;
        Ok(response.bytes().await.map_err(unreachable)?.to_vec())
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
}

async fn send(request: RequestBuilder) -> Result<Response, CliError> {
    let response = request.send().await.map_err(unreachable)?;
    if response.status().is_success() {
        return Ok(response);
    }
    let status = response.status();
    let problem = response.json::<Problem>().await;
    let text = problem.map_or_else(|_| status.to_string(), |problem| problem.to_string());
    Err(CliError::Unsuitable(text))
}

async fn read<T: DeserializeOwned>(response: Response) -> Result<T, CliError> {
    response.json().await.map_err(unreachable)
}

fn unreachable(error: reqwest::Error) -> CliError {
    let error = error.without_url();
    CliError::Unsuitable(format!("the server did not respond: {error}"))
}
