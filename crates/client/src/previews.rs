//! What a change would do to whom, before it is saved.

use contract::applications::PreviewApplication;
use contract::ids::ApplicationId;
use contract::organization::UpdateOrganization;
use contract::previews::{AffectedAccounts, AffectedQuery, PolicyPreview};

use crate::request::with_query;
use crate::{Client, Error};

impl Client {
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

    /// Counts what a change of an application would do to the users. Changes nothing. Also requires
    /// `users:read`, and `groups:read` if groups are named.
    ///
    /// # Errors
    /// `invalid-fields`, `too-many-requests`, `not-found`, `forbidden`.
    pub async fn preview_application(
        &self,
        id: ApplicationId,
        body: &PreviewApplication,
    ) -> Result<PolicyPreview, Error> {
        self.post(&format!("/applications/{id}/access-preview"), body)
            .await
    }

    /// Lists the users that a change of an application would affect. Changes nothing. Also requires
    /// `users:read`, and `groups:read` if groups are named.
    ///
    /// # Errors
    /// `invalid-fields`, `invalid-query`, `invalid-cursor`, `too-many-requests`, `not-found`, `forbidden`.
    pub async fn affected_by_application(
        &self,
        id: ApplicationId,
        query: &AffectedQuery,
        body: &PreviewApplication,
    ) -> Result<AffectedAccounts, Error> {
        let path = format!("/applications/{id}/access-preview/accounts");
        self.post(&with_query(&path, query), body).await
    }
}
