//! Administrators.

use contract::administrators::{
    Administrator, CreatedKeysQuery, InviteAdministrator, UpdateAdministrator,
};
use contract::exports::ExportQuery;
use contract::factors::ExtendEnrollment;
use contract::ids::AdministratorId;
use contract::page::{ListQuery, Page};

use crate::request::with_query;
use crate::{Client, Error};

impl Client {
    /// Lists administrators. Sorts: `name`, `email`, `createdAt`, `lastSignInAt`. Filters:
    /// `contract::filter::AdministratorFilter`.
    ///
    /// # Errors
    /// `invalid-query`, `invalid-cursor`, `forbidden`.
    pub async fn administrators(&self, query: &ListQuery) -> Result<Page<Administrator>, Error> {
        self.get_page("/administrators", query).await
    }

    /// Exports the administrators as a file, which is kept in memory.
    ///
    /// # Errors
    /// `invalid-query`, `too-many-requests`, `forbidden`.
    pub async fn export_administrators(&self, query: &ExportQuery) -> Result<Vec<u8>, Error> {
        self.get_file("/administrators/export", query).await
    }

    /// Returns an administrator.
    ///
    /// # Errors
    /// `not-found`, `forbidden`.
    pub async fn administrator(&self, id: AdministratorId) -> Result<Administrator, Error> {
        self.get(&format!("/administrators/{id}")).await
    }

    /// Invites an administrator by email.
    ///
    /// # Errors
    /// `invalid-fields`, `taken`, `idempotency-conflict`, `forbidden`.
    pub async fn invite_administrator(
        &self,
        body: &InviteAdministrator,
        idempotency_key: Option<&str>,
    ) -> Result<Administrator, Error> {
        self.create("/administrators", body, idempotency_key).await
    }

    /// Updates name or role. A new role takes effect immediately.
    ///
    /// # Errors
    /// `invalid-fields`, `stale-version`, `last-owner`, `not-found`, `forbidden`.
    pub async fn update_administrator(
        &self,
        id: AdministratorId,
        version: u64,
        body: &UpdateAdministrator,
    ) -> Result<Administrator, Error> {
        self.patch(&format!("/administrators/{id}"), version, body)
            .await
    }

    /// Removes an administrator. The API keys that they created are revoked, unless `keys` keeps them.
    ///
    /// # Errors
    /// `last-owner`, `not-found`, `forbidden`.
    pub async fn remove_administrator(
        &self,
        id: AdministratorId,
        keys: CreatedKeysQuery,
    ) -> Result<(), Error> {
        let path = format!("/administrators/{id}");
        self.delete(&with_query(&path, &keys)).await
    }

    /// Suspends an administrator and ends their sessions. The API keys that they created are
    /// revoked, unless `keys` keeps them.
    ///
    /// # Errors
    /// `last-owner`, `conflict`, `not-found`, `forbidden`.
    pub async fn suspend_administrator(
        &self,
        id: AdministratorId,
        keys: CreatedKeysQuery,
    ) -> Result<Administrator, Error> {
        let path = format!("/administrators/{id}/suspend");
        self.post_empty(&with_query(&path, &keys)).await
    }

    /// Activates a suspended administrator.
    ///
    /// # Errors
    /// `conflict`, `not-found`, `forbidden`.
    pub async fn activate_administrator(
        &self,
        id: AdministratorId,
    ) -> Result<Administrator, Error> {
        self.post_empty(&format!("/administrators/{id}/activate"))
            .await
    }

    /// Unlocks an administrator and resets the count of failed attempts.
    ///
    /// # Errors
    /// `conflict`, `not-found`, `forbidden`.
    pub async fn unlock_administrator(&self, id: AdministratorId) -> Result<Administrator, Error> {
        self.post_empty(&format!("/administrators/{id}/unlock"))
            .await
    }

    /// Emails a new invitation and voids older ones.
    ///
    /// # Errors
    /// `conflict` if it was accepted, `not-found`, `forbidden`.
    pub async fn resend_invitation(&self, id: AdministratorId) -> Result<Administrator, Error> {
        self.post_empty(&format!("/administrators/{id}/resend-invitation"))
            .await
    }

    /// Emails a password reset link that works for 24 hours.
    ///
    /// # Errors
    /// `conflict` unless active with a password, `not-found`, `forbidden`.
    pub async fn send_administrator_password_reset(
        &self,
        id: AdministratorId,
    ) -> Result<(), Error> {
        self.post_empty(&format!("/administrators/{id}/send-password-reset"))
            .await
    }

    /// Removes all factors of another administrator.
    ///
    /// # Errors
    /// `conflict` if there are none, `not-found`, `forbidden`.
    pub async fn reset_administrator_factors(
        &self,
        id: AdministratorId,
    ) -> Result<Administrator, Error> {
        self.post_empty(&format!("/administrators/{id}/reset-factors"))
            .await
    }

    /// Extends another administrator's MFA enrollment period.
    ///
    /// # Errors
    /// `invalid-fields` with `days`, `conflict` if there is no enrollment period, `not-found`,
    /// `forbidden`.
    pub async fn extend_administrator_enrollment(
        &self,
        id: AdministratorId,
        days: u32,
    ) -> Result<Administrator, Error> {
        let body = ExtendEnrollment { days };
        self.post(&format!("/administrators/{id}/extend-enrollment"), &body)
            .await
    }
}
