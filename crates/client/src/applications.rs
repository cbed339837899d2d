//! Applications: for administrators and programs, and the caller's own.

use contract::applications::{
    AccessCheck, Application, ApplicationAccess, ApplicationGuide, ApplicationProblem,
    ApplicationSession, ApplicationTemplate, AssertionPreview, AssignedGroup, AssignedUser,
    ClaimsPreview, ClientSecretCreated, CreateApplication, CreateFromTemplate, MyApplication,
    MyApplicationGrant, MyApplicationSession, OpenedApplication, UpdateApplication,
    UserApplication,
};
use contract::ids::{ApplicationId, ApplicationSessionId, ClientSecretId, GroupId, UserId};
use contract::page::{CountQuery, ListQuery, Page};

use crate::{Client, Error};

impl Client {
    /// Lists applications. Sorts: `name`, `createdAt`. Filters:
    /// `contract::filter::ApplicationFilter`.
    ///
    /// # Errors
    /// `invalid-query`, `invalid-cursor`, `forbidden`.
    pub async fn applications(&self, query: &ListQuery) -> Result<Page<Application>, Error> {
        self.get_page("/applications", query).await
    }

    /// Returns an application.
    ///
    /// # Errors
    /// `not-found`, `forbidden`.
    pub async fn application(&self, id: ApplicationId) -> Result<Application, Error> {
        self.get(&format!("/applications/{id}")).await
    }

    /// Creates an application. A repeated call with the same `idempotency_key` within a day returns
    /// the application that the first call created.
    ///
    /// # Errors
    /// `invalid-fields`, `taken`, `conflict` if there are too many, `idempotency-conflict`,
    /// `forbidden`, `proof-required`.
    pub async fn create_application(
        &self,
        body: &CreateApplication,
        idempotency_key: Option<&str>,
    ) -> Result<Application, Error> {
        self.create("/applications", body, idempotency_key).await
    }

    /// Lists the applications of the catalog that can be created, by name, all on one page.
    ///
    /// # Errors
    /// `forbidden`.
    pub async fn application_templates(&self) -> Result<Page<ApplicationTemplate>, Error> {
        self.get("/application-templates").await
    }

    /// Returns an application of the catalog. `template` is its identifier, such as `grafana`.
    ///
    /// # Errors
    /// `not-found`, `forbidden`.
    pub async fn application_template(&self, template: &str) -> Result<ApplicationTemplate, Error> {
        self.get(&format!("/application-templates/{template}"))
            .await
    }

    /// Creates an application from a template of the catalog. A repeated call with the same
    /// `idempotency_key` within a day returns the application that the first call created.
    ///
    /// # Errors
    /// Those of [`create_application`](Self::create_application), with `answers.` before the name of an
    /// answer that is not accepted; `not-found` if there is no such template.
    pub async fn create_application_from_template(
        &self,
        template: &str,
        body: &CreateFromTemplate,
        idempotency_key: Option<&str>,
    ) -> Result<Application, Error> {
        let path = format!("/application-templates/{template}/applications");
        self.create(&path, body, idempotency_key).await
    }

    /// Returns what to enter in an application to let it sign users in with this server. The texts have
    /// a placeholder for its secret (`contract::applications::SECRET_PLACEHOLDER`).
    ///
    /// # Errors
    /// `not-found`, also for a bookmark; `forbidden`.
    pub async fn application_guide(&self, id: ApplicationId) -> Result<ApplicationGuide, Error> {
        self.get(&format!("/applications/{id}/guide")).await
    }

    /// Updates an application.
    ///
    /// # Errors
    /// `invalid-fields`, `taken`, `stale-version`, `not-found`, `forbidden`, `proof-required`.
    pub async fn update_application(
        &self,
        id: ApplicationId,
        version: u64,
        body: &UpdateApplication,
    ) -> Result<Application, Error> {
        self.patch(&format!("/applications/{id}"), version, body)
            .await
    }

    /// Deletes an application with its assignments; its events are kept.
    ///
    /// # Errors
    /// `stale-version`, `not-found`, `forbidden`, `proof-required`.
    pub async fn delete_application(&self, id: ApplicationId, version: u64) -> Result<(), Error> {
        self.delete_version(&format!("/applications/{id}"), version)
            .await
    }

    /// Creates a secret of an application, which is shown only in this response. It can have two at
    /// the same time.
    ///
    /// # Errors
    /// `conflict` if it has two, or does not authenticate with secrets, `not-found`, `forbidden`,
    /// `proof-required`.
    pub async fn create_client_secret(
        &self,
        id: ApplicationId,
    ) -> Result<ClientSecretCreated, Error> {
        self.post_empty(&format!("/applications/{id}/secrets"))
            .await
    }

    /// Deletes a secret of an application. It stops working immediately.
    ///
    /// # Errors
    /// `not-found`, `forbidden`, `proof-required`.
    pub async fn delete_client_secret(
        &self,
        id: ApplicationId,
        secret: ClientSecretId,
    ) -> Result<(), Error> {
        self.delete(&format!("/applications/{id}/secrets/{secret}"))
            .await
    }

    /// Lists who is signed in to an application, last opened first. Supports `limit` and `cursor`. Also
    /// requires `users:read`.
    ///
    /// # Errors
    /// `invalid-cursor`, `not-found`, `forbidden`.
    pub async fn application_sessions(
        &self,
        id: ApplicationId,
        query: &ListQuery,
    ) -> Result<Page<ApplicationSession>, Error> {
        self.get_page(&format!("/applications/{id}/sessions"), query)
            .await
    }

    /// Signs a user out of an application. Requires `users:assist`.
    ///
    /// # Errors
    /// `not-found`, `forbidden`.
    pub async fn end_application_session(
        &self,
        id: ApplicationId,
        session: ApplicationSessionId,
    ) -> Result<(), Error> {
        self.delete(&format!("/applications/{id}/sessions/{session}"))
            .await
    }

    /// Lists what was wrong with the last requests of an application, latest first.
    ///
    /// # Errors
    /// `not-found`, `forbidden`.
    pub async fn application_problems(
        &self,
        id: ApplicationId,
    ) -> Result<Page<ApplicationProblem>, Error> {
        self.get(&format!("/applications/{id}/problems")).await
    }

    /// Shows what an application learns about a user. Also requires `users:read`, and `groups:read` if it
    /// receives all groups.
    ///
    /// # Errors
    /// `not-found`, also if the application uses another protocol; `forbidden`.
    pub async fn preview_claims(
        &self,
        id: ApplicationId,
        user: UserId,
    ) -> Result<ClaimsPreview, Error> {
        self.get(&format!("/applications/{id}/preview/{user}"))
            .await
    }

    /// Shows the assertion that an application would get about a user. Also requires `users:read`, and
    /// `groups:read` if it receives all groups.
    ///
    /// # Errors
    /// `not-found`, also if the application uses another protocol; `forbidden`.
    pub async fn preview_assertion(
        &self,
        id: ApplicationId,
        user: UserId,
    ) -> Result<AssertionPreview, Error> {
        self.get(&format!("/applications/{id}/assertion-preview/{user}"))
            .await
    }

    /// Lists the applications that the caller is signed in to, last opened first (User Portal).
    ///
    /// # Errors
    /// `unauthenticated`.
    pub async fn my_application_sessions(&self) -> Result<Page<MyApplicationSession>, Error> {
        self.get("/me/application-sessions").await
    }

    /// Signs the caller out of an application (User Portal).
    ///
    /// # Errors
    /// `not-found`.
    pub async fn end_my_application_session(&self, id: ApplicationSessionId) -> Result<(), Error> {
        self.delete(&format!("/me/application-sessions/{id}")).await
    }

    /// Lists what the caller allows applications to do, by name, all on one page (User Portal).
    ///
    /// # Errors
    /// `unauthenticated`.
    pub async fn my_application_grants(&self) -> Result<Page<MyApplicationGrant>, Error> {
        self.get("/me/application-grants").await
    }

    /// Withdraws what the caller allows an application to do (User Portal).
    ///
    /// # Errors
    /// `not-found`.
    pub async fn withdraw_my_application_grant(&self, id: ApplicationId) -> Result<(), Error> {
        self.delete(&format!("/me/application-grants/{id}")).await
    }

    /// Lists the groups that an application is assigned to, latest assignment first. Supports `limit`
    /// and `cursor`.
    ///
    /// # Errors
    /// `invalid-cursor`, `not-found`, `forbidden`.
    pub async fn application_groups(
        &self,
        id: ApplicationId,
        query: &ListQuery,
    ) -> Result<Page<AssignedGroup>, Error> {
        self.get_page(&format!("/applications/{id}/groups"), query)
            .await
    }

    /// Assigns an application to a group. Has no effect if it is already assigned.
    ///
    /// # Errors
    /// `not-found`, `forbidden`, `proof-required`.
    pub async fn assign_application_to_group(
        &self,
        id: ApplicationId,
        group: GroupId,
    ) -> Result<(), Error> {
        self.put_empty(&format!("/applications/{id}/groups/{group}"))
            .await
    }

    /// Removes an application from a group, and ends its sessions for users who lose access. Has no
    /// effect if it is not assigned.
    ///
    /// # Errors
    /// `not-found`, `forbidden`, `proof-required`.
    pub async fn unassign_application_from_group(
        &self,
        id: ApplicationId,
        group: GroupId,
    ) -> Result<(), Error> {
        self.delete(&format!("/applications/{id}/groups/{group}"))
            .await
    }

    /// Lists the users that an application is assigned to directly, latest assignment first. Supports
    /// `limit` and `cursor`. Also requires `users:read`.
    ///
    /// # Errors
    /// `invalid-cursor`, `not-found`, `forbidden`.
    pub async fn application_users(
        &self,
        id: ApplicationId,
        query: &ListQuery,
    ) -> Result<Page<AssignedUser>, Error> {
        self.get_page(&format!("/applications/{id}/users"), query)
            .await
    }

    /// Assigns an application to a user. Has no effect if it is already assigned.
    ///
    /// # Errors
    /// `not-found`, `forbidden`, `proof-required`.
    pub async fn assign_application_to_user(
        &self,
        id: ApplicationId,
        user: UserId,
    ) -> Result<(), Error> {
        self.put_empty(&format!("/applications/{id}/users/{user}"))
            .await
    }

    /// Removes an application from a user, and ends its sessions for the user, unless it is also open
    /// to them for another reason. Has no effect if it is not assigned.
    ///
    /// # Errors
    /// `not-found`, `forbidden`, `proof-required`.
    pub async fn unassign_application_from_user(
        &self,
        id: ApplicationId,
        user: UserId,
    ) -> Result<(), Error> {
        self.delete(&format!("/applications/{id}/users/{user}"))
            .await
    }

    /// Counts the active users that an application is open to. The count stops at 10001, which means
    /// "more than 10,000", unless `query` asks for all.
    ///
    /// # Errors
    /// `not-found`, `forbidden`.
    pub async fn application_access(
        &self,
        id: ApplicationId,
        query: CountQuery,
    ) -> Result<ApplicationAccess, Error> {
        let query = serde_urlencoded::to_string(query).unwrap_or_default();
        self.get(&format!("/applications/{id}/access?{query}"))
            .await
    }

    /// Asks whether a user may open an application, and why, without opening it. Also requires
    /// `users:read`.
    ///
    /// # Errors
    /// `not-found`, `forbidden`.
    pub async fn check_application_access(
        &self,
        id: ApplicationId,
        user: UserId,
    ) -> Result<AccessCheck, Error> {
        self.get(&format!("/applications/{id}/access/{user}")).await
    }

    /// Lists the applications that are available to a user, by name, all on one page. Also requires
    /// `applications:read`.
    ///
    /// # Errors
    /// `not-found`, `forbidden`.
    pub async fn user_applications(&self, user: UserId) -> Result<Page<UserApplication>, Error> {
        self.get(&format!("/users/{user}/applications")).await
    }

    /// Lists the applications that are available to the caller, pinned ones first, then by name, all on
    /// one page (User Portal).
    ///
    /// # Errors
    /// `unauthenticated`.
    pub async fn my_applications(&self) -> Result<Page<MyApplication>, Error> {
        self.get("/me/applications").await
    }

    /// Pins an application, so that it is listed first (User Portal).
    ///
    /// # Errors
    /// `not-found`, also if it is not one of the caller's applications.
    pub async fn pin_application(&self, id: ApplicationId) -> Result<(), Error> {
        self.put_empty(&format!("/me/applications/{id}/pin")).await
    }

    /// Removes the pin of an application (User Portal).
    ///
    /// # Errors
    /// `not-found`.
    pub async fn unpin_application(&self, id: ApplicationId) -> Result<(), Error> {
        self.delete(&format!("/me/applications/{id}/pin")).await
    }

    /// Opens an application: returns the address to open in the browser (User Portal). Does not ask for
    /// a factor automatically, because a tab that waits for the address would hide the question.
    ///
    /// # Errors
    /// `application-refused` with the reason; `proof-required` if it requires a factor, and
    /// `factor-required` if the caller has to enroll one, each with the kinds of factors; `not-found`.
    pub async fn open_application(&self, id: ApplicationId) -> Result<OpenedApplication, Error> {
        self.post_without_asking(&format!("/me/applications/{id}/open"))
            .await
    }
}
