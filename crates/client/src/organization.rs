//! The organization.

use contract::organization::{Organization, SetLogo, UpdateOrganization};
use contract::policy_preview::{AffectedAccounts, AffectedQuery, PolicyPreview};
use contract::server::ServerDetails;

use crate::request::with_query;
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

    /// Counts what an update of the organization would do to its accounts. Changes nothing.
    ///
    /// # Errors
    /// `invalid-fields`, `too-many-requests`, `forbidden`.
    pub async fn preview_organization(
        &self,
        body: &UpdateOrganization,
    ) -> Result<PolicyPreview, Error> {
        self.post("/organization/preview", body).await
    }

    /// Lists the accounts that an update of the organization would affect. Changes nothing.
    ///
    /// # Errors
    /// `invalid-fields`, `invalid-query`, `invalid-cursor`, `too-many-requests`, `forbidden`.
    pub async fn affected_accounts(
        &self,
        query: &AffectedQuery,
        body: &UpdateOrganization,
    ) -> Result<AffectedAccounts, Error> {
        let path = with_query("/organization/preview/accounts", query);
        self.post(&path, body).await
    }
}
