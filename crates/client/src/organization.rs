//! The organization.

use contract::organization::{Organization, UpdateOrganization};
use contract::server::ServerDetails;

use crate::{Client, Error};

impl Client {
    /// Whose server this is; needs nobody to be signed in.
    ///
    /// # Errors
    /// When the server does not answer.
    pub async fn server(&self) -> Result<ServerDetails, Error> {
        self.get("/server").await
    }

    /// The organization that the caller belongs to.
    ///
    /// # Errors
    /// `forbidden`.
    pub async fn organization(&self) -> Result<Organization, Error> {
        self.get("/organization").await
    }

    /// Changes it.
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
}
