//! Linux hosts, for administrators.

use contract::hosts::{CreateHost, Host, HostWithKey, UpdateHost};
use contract::ids::{HostId, UserId};
use contract::page::{ListQuery, Page};
use contract::resource_access::ResourceAccess;

use crate::{Client, Error};

impl Client {
    /// Lists the organization's hosts, newest first. Supports `limit` and `cursor`.
    ///
    /// # Errors
    /// `forbidden`.
    pub async fn hosts(&self, query: &ListQuery) -> Result<Page<Host>, Error> {
        self.get_page("/hosts", query).await
    }

    /// Returns a host.
    ///
    /// # Errors
    /// `not-found`, `forbidden`.
    pub async fn host(&self, id: HostId) -> Result<Host, Error> {
        self.get(&format!("/hosts/{id}")).await
    }

    /// Creates a host. Its key is only in this response.
    ///
    /// # Errors
    /// `invalid-fields`, `conflict`, `forbidden`.
    pub async fn create_host(&self, body: &CreateHost) -> Result<HostWithKey, Error> {
        self.post("/hosts", body).await
    }

    /// Updates a host.
    ///
    /// # Errors
    /// `invalid-fields`, `stale-version`, `not-found`, `forbidden`.
    pub async fn update_host(
        &self,
        id: HostId,
        version: u64,
        body: &UpdateHost,
    ) -> Result<Host, Error> {
        self.patch(&format!("/hosts/{id}"), version, body).await
    }

    /// Deletes a host. Its key stops working immediately.
    ///
    /// # Errors
    /// `stale-version`, `not-found`, `forbidden`.
    pub async fn delete_host(&self, id: HostId, version: u64) -> Result<(), Error> {
        let path = format!("/hosts/{id}");
        self.delete_version(&path, version).await
    }

    /// Says whether a user can sign in to a host, what prevents it, and which actions help.
    ///
    /// # Errors
    /// `not-found`, `forbidden`.
    pub async fn check_host_access(
        &self,
        id: HostId,
        user: UserId,
    ) -> Result<ResourceAccess, Error> {
        self.get(&format!("/hosts/{id}/access/{user}")).await
    }

    /// Replaces the key of a host. The new one is only in this response.
    ///
    /// # Errors
    /// `not-found`, `forbidden`.
    pub async fn replace_host_key(&self, id: HostId) -> Result<HostWithKey, Error> {
        self.post_empty(&format!("/hosts/{id}/key")).await
    }
}
