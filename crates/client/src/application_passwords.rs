//! Application passwords of users.

use contract::application_passwords::{
    ApplicationPassword, ApplicationPasswordCreated, CreateApplicationPassword,
    OwnedApplicationPassword,
};
use contract::exports::ExportQuery;
use contract::ids::{ApplicationPasswordId, UserId};
use contract::page::{ListQuery, Page};

use crate::{Client, Error};

impl Client {
    /// Lists the user's own application passwords, oldest first (User Portal).
    ///
    /// # Errors
    /// `unauthenticated`.
    pub async fn my_application_passwords(&self) -> Result<Page<ApplicationPassword>, Error> {
        self.get("/me/application-passwords").await
    }

    /// Creates an application password for the user's own account (User Portal). The secret is only in
    /// this response.
    ///
    /// # Errors
    /// `invalid-fields` with `name` or `applicationId`, `conflict` if there are too many,
    /// `proof-required`.
    pub async fn create_my_application_password(
        &self,
        body: &CreateApplicationPassword,
    ) -> Result<ApplicationPasswordCreated, Error> {
        self.post("/me/application-passwords", body).await
    }

    /// Revokes one of the user's own application passwords immediately (User Portal).
    ///
    /// # Errors
    /// `not-found`.
    pub async fn revoke_my_application_password(
        &self,
        id: ApplicationPasswordId,
    ) -> Result<(), Error> {
        self.delete(&format!("/me/application-passwords/{id}"))
            .await
    }

    /// Lists the application passwords of all users, newest first. Filters:
    /// `contract::filter::ApplicationPasswordFilter`.
    ///
    /// # Errors
    /// `invalid-query`, `invalid-cursor`, `forbidden`.
    pub async fn application_passwords(
        &self,
        query: &ListQuery,
    ) -> Result<Page<OwnedApplicationPassword>, Error> {
        self.get_page("/application-passwords", query).await
    }

    /// Exports the application passwords of all users, without their secrets, as a file, which is kept in
    /// memory.
    ///
    /// # Errors
    /// `invalid-query`, `too-many-requests`, `forbidden`.
    pub async fn export_application_passwords(
        &self,
        query: &ExportQuery,
    ) -> Result<Vec<u8>, Error> {
        self.get_file("/application-passwords/export", query).await
    }

    /// Lists the application passwords of a user, oldest first.
    ///
    /// # Errors
    /// `not-found`, `forbidden`.
    pub async fn user_application_passwords(
        &self,
        id: UserId,
    ) -> Result<Page<ApplicationPassword>, Error> {
        self.get(&format!("/users/{id}/application-passwords"))
            .await
    }

    /// Revokes an application password of a user immediately.
    ///
    /// # Errors
    /// `not-found`, `forbidden`.
    pub async fn revoke_user_application_password(
        &self,
        id: UserId,
        password: ApplicationPasswordId,
    ) -> Result<(), Error> {
        self.delete(&format!("/users/{id}/application-passwords/{password}"))
            .await
    }
}
