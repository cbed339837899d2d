//! RADIUS clients, for administrators.

use contract::ids::{RadiusClientId, UserId};
use contract::page::{ListQuery, Page};
use contract::radius::{
    CreateRadiusClient, RadiusClient, RadiusClientWithSecret, UpdateRadiusClient,
};
use contract::resource_access::ResourceAccess;

use crate::{Client, Error};

impl Client {
    /// Lists the organization's RADIUS clients, newest first. Supports `limit` and `cursor`.
    ///
    /// # Errors
    /// `forbidden`.
    pub async fn radius_clients(&self, query: &ListQuery) -> Result<Page<RadiusClient>, Error> {
        self.get_page("/radius-clients", query).await
    }

    /// Returns a RADIUS client.
    ///
    /// # Errors
    /// `not-found`, `forbidden`.
    pub async fn radius_client(&self, id: RadiusClientId) -> Result<RadiusClient, Error> {
        self.get(&format!("/radius-clients/{id}")).await
    }

    /// Says whether a user can connect through a RADIUS client, what prevents it, and which actions help.
    ///
    /// # Errors
    /// `not-found`, `forbidden`.
    pub async fn check_network_access(
        &self,
        id: RadiusClientId,
        user: UserId,
    ) -> Result<ResourceAccess, Error> {
        self.get(&format!("/radius-clients/{id}/access/{user}"))
            .await
    }

    /// Creates a RADIUS client. Its secret is only in this response.
    ///
    /// # Errors
    /// `invalid-fields`, `conflict`, `forbidden`.
    pub async fn create_radius_client(
        &self,
        body: &CreateRadiusClient,
    ) -> Result<RadiusClientWithSecret, Error> {
        self.post("/radius-clients", body).await
    }

    /// Updates a RADIUS client.
    ///
    /// # Errors
    /// `invalid-fields`, `stale-version`, `not-found`, `forbidden`.
    pub async fn update_radius_client(
        &self,
        id: RadiusClientId,
        version: u64,
        body: &UpdateRadiusClient,
    ) -> Result<RadiusClient, Error> {
        let path = format!("/radius-clients/{id}");
        self.patch(&path, version, body).await
    }

    /// Deletes a RADIUS client. Its secret stops working immediately.
    ///
    /// # Errors
    /// `stale-version`, `not-found`, `forbidden`.
    pub async fn delete_radius_client(
        &self,
        id: RadiusClientId,
        version: u64,
    ) -> Result<(), Error> {
        let path = format!("/radius-clients/{id}");
        self.delete_version(&path, version).await
    }

    /// Replaces the secret of a RADIUS client. The new one is only in this response.
    ///
    /// # Errors
    /// `not-found`, `forbidden`.
    pub async fn replace_radius_client_secret(
        &self,
        id: RadiusClientId,
    ) -> Result<RadiusClientWithSecret, Error> {
        let path = format!("/radius-clients/{id}/secret");
        self.post_empty(&path).await
    }
}
