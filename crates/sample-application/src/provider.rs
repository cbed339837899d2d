//! The server, as an application sees it.

use std::time::Duration;

use jsonwebtoken::jwk::JwkSet;
use reqwest::header::CONTENT_TYPE;
use reqwest::{Client, RequestBuilder};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use url::form_urlencoded::Serializer;

use crate::problem::Problem;
use crate::settings::Credentials;

/// How long the server may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// The server, found by its discovery document.
pub struct Provider {
    /// How to authenticate there.
    pub credentials: Credentials,
    metadata: Metadata,
    http: Client,
}

#[derive(Deserialize)]
struct Metadata {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    userinfo_endpoint: String,
    jwks_uri: String,
    end_session_endpoint: String,
}

/// What a code is exchanged for.
#[derive(Deserialize)]
pub struct Tokens {
    /// Shows the userinfo endpoint that the person has opened this application.
    pub access_token: String,
    /// Says who the person is.
    pub id_token: String,
}

impl Provider {
    /// Reads the discovery document.
    ///
    /// # Errors
    /// If it cannot be read, or belongs to another server.
    pub async fn find(credentials: Credentials) -> Result<Self, Problem> {
        const WHAT: &str = "Reading the discovery document";
        let http = Client::builder().timeout(PATIENCE).build();
        let http = http.map_err(|error| Problem::Request(WHAT, error))?;
        let issuer = &credentials.issuer;
        let url = format!("{issuer}/.well-known/openid-configuration");
        let metadata: Metadata = answer(WHAT, http.get(url)).await?;
        if metadata.issuer != *issuer {
            return Err(Problem::OtherIssuer);
        }
        Ok(Self {
            credentials,
            metadata,
            http,
        })
    }

    /// The address that asks the server to sign a person in.
    pub fn authorization(&self, parameters: &[(&str, &str)]) -> String {
        with_query(&self.metadata.authorization_endpoint, parameters)
    }

    /// The address that asks the server to sign a person out.
    pub fn end_session(&self, parameters: &[(&str, &str)]) -> String {
        with_query(&self.metadata.end_session_endpoint, parameters)
    }

    /// Exchanges a code for tokens.
    ///
    /// # Errors
    /// If the server refuses.
    pub async fn exchange(
        &self,
        code: &str,
        redirect_uri: &str,
        verifier: &str,
    ) -> Result<Tokens, Problem> {
        let form = Serializer::new(String::new())
            .append_pair("grant_type", "authorization_code")
            .append_pair("code", code)
            .append_pair("redirect_uri", redirect_uri)
            .append_pair("code_verifier", verifier)
            .finish();
        let own = &self.credentials;
        let request = self.http.post(&self.metadata.token_endpoint);
        let request = request
            .basic_auth(&own.client_id, Some(&own.client_secret))
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(form);
        answer("Exchanging the code", request).await
    }

    /// The claims about the person.
    ///
    /// # Errors
    /// If the server refuses.
    pub async fn userinfo(&self, access_token: &str) -> Result<Map<String, Value>, Problem> {
        let request = self.http.get(&self.metadata.userinfo_endpoint);
        answer("Reading userinfo", request.bearer_auth(access_token)).await
    }

    /// The keys that verify what the server signs.
    ///
    /// # Errors
    /// If they cannot be read.
    pub async fn keys(&self) -> Result<JwkSet, Problem> {
        let request = self.http.get(&self.metadata.jwks_uri);
        answer("Reading the keys", request).await
    }
}

async fn answer<T: DeserializeOwned>(
    what: &'static str,
    request: RequestBuilder,
) -> Result<T, Problem> {
    let failed = |error: reqwest::Error| Problem::Request(what, error);
    let response = request.send().await.map_err(failed)?;
    if !response.status().is_success() {
        let text = response.text().await.map_err(failed)?;
        return Err(Problem::Refused(what, text));
    }
    response.json().await.map_err(failed)
}

fn with_query(endpoint: &str, parameters: &[(&str, &str)]) -> String {
    let query = Serializer::new(String::new())
        .extend_pairs(parameters)
        .finish();
    let separator = if endpoint.contains('?') { '&' } else { '?' };
    format!("{endpoint}{separator}{query}")
}
