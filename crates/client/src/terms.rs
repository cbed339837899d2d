//! The organization's own terms of service.

use contract::ids::UserId;
use contract::page::Page;
use contract::terms::{AcceptTerms, MyTerms, OrganizationTerms, SetTerms, TermsAcceptance};

use crate::{Client, Error};

impl Client {
    /// Returns the terms of the caller's organization.
    ///
    /// # Errors
    /// `forbidden`.
    pub async fn organization_terms(&self) -> Result<OrganizationTerms, Error> {
        self.get("/organization/terms").await
    }

    /// Publishes terms, and sets whether users must accept them. `version` is that of the organization.
    ///
    /// # Errors
    /// `invalid-fields` with `text`, `stale-version`, `forbidden`.
    pub async fn set_organization_terms(
        &self,
        version: u64,
        body: &SetTerms,
    ) -> Result<OrganizationTerms, Error> {
        self.put_version("/organization/terms", version, body).await
    }

    /// Lists the versions of the terms that a user has accepted, newest first.
    ///
    /// # Errors
    /// `not-found`, `forbidden`.
    pub async fn user_terms_acceptances(
        &self,
        user: UserId,
    ) -> Result<Page<TermsAcceptance>, Error> {
        self.get(&format!("/users/{user}/terms-acceptances")).await
    }

    /// Returns the terms of the user's organization, and what they have accepted (User Portal).
    ///
    /// # Errors
    /// `unauthenticated`.
    pub async fn my_terms(&self) -> Result<MyTerms, Error> {
        self.get("/me/terms").await
    }

    /// Accepts the current version of the terms (User Portal).
    ///
    /// # Errors
    /// `conflict` if it is not the current version.
    pub async fn accept_my_terms(&self, version: u32) -> Result<MyTerms, Error> {
        self.post("/me/terms/accept", &AcceptTerms { version })
            .await
    }
}
