//! API keys.

use contract::api_keys::{ApiKey, ApiKeyCreated, CreateApiKey};
use contract::ids::ApiKeyId;
use contract::page::{ListQuery, Page};

use crate::{Client, Error};

impl Client {
    /// Lists the organization's API keys, newest first. Supports `limit` and `cursor`.
    ///
    /// # Errors
    /// `forbidden`.
    pub async fn api_keys(&self, query: &ListQuery) -> Result<Page<ApiKey>, Error> {
        self.get_page("/api-keys", query).await
    }

    /// Creates an API key. The secret is only in this response.
    ///
    /// # Errors
    /// `invalid-fields`, `forbidden`.
    pub async fn create_api_key(&self, body: &CreateApiKey) -> Result<ApiKeyCreated, Error> {
        self.post("/api-keys", body).await
    }

    /// Revokes an API key immediately.
    ///
    /// # Errors
    /// `not-found`, `forbidden`.
    pub async fn revoke_api_key(&self, id: ApiKeyId) -> Result<(), Error> {
        self.delete(&format!("/api-keys/{id}")).await
    }
}
