//! The organization.

use contract::organization::{Organization, SetLogo, UpdateOrganization};
use contract::server::ServerDetails;

use crate::{Client, Error};

impl Client {
    /// Returns the server's public details. Works without signing in.
    ///
    /// # Errors
    /// If the server does not respond.
    pub async fn server(&self) -> Result<ServerDetails, Error> {
        self.get("/server").await
    }

    /// Returns the caller's organization.
    ///
    /// # Errors
    /// `forbidden`.
    pub async fn organization(&self) -> Result<Organization, Error> {
        self.get("/organization").await
    }

    /// Updates the organization.
    ///
    /// # Errors
    /// `invalid-fields`, `stale-version`, `forbidden`.
    pub async fn update_organization(
        &self,
        version: u64,
        body: &UpdateOrganization,
    ) -> Result<Organization, Error> {
        self.patch("/organization", version, body).await
    }

    /// Replaces the organization's logo. The picture is in base64.
    ///
    /// # Errors
    /// `invalid-fields`, `stale-version`, `forbidden`.
    pub async fn set_logo(&self, version: u64, picture: String) -> Result<Organization, Error> {
        let body = SetLogo { picture };
        self.put_version("/organization/logo", version, &body).await
    }

    /// Removes the organization's logo.
    ///
    /// # Errors
    /// `stale-version`, `forbidden`.
    pub async fn remove_logo(&self, version: u64) -> Result<Organization, Error> {
        self.delete_version("/organization/logo", version).await
    }
}
