//! Users, for administrators and programs.

use contract::bulk::{BulkRequest, BulkResult};
use contract::company_email::ChangeUserEmail;
use contract::events::Event;
use contract::exports::ExportQuery;
use contract::factors::ExtendEnrollment;
use contract::ids::{KnownBrowserId, SessionId, UserId};
use contract::known_browsers::KnownBrowser;
use contract::page::{ListQuery, Page};
use contract::recovery_email::SetRecoveryEmail;
use contract::resource_access::ResourceAccess;
use contract::sessions::{Session, SessionsEnded};
use contract::sign_in::diagnosis::SignInDiagnosis;
use contract::users::{
    CreateUser, LockUser, SendActivation, SetTemporaryPassword, TemporaryPassword, UpdateUser,
    User, UserCounts,
};

use crate::{Client, Error};

impl Client {
    /// Lists users. Sorts: `name`, `email`, `username`, `department`, `employeeType`, `manager`,
    /// `employeeNumber`, `createdAt`, `updatedAt`, `lastSignInAt`. Filters: `contract::filter::UserFilter`.
    ///
    /// # Errors
    /// `invalid-query`, `invalid-cursor`, `forbidden`.
    pub async fn users(&self, query: &ListQuery) -> Result<Page<User>, Error> {
        self.get_page("/users", query).await
    }

    /// Exports the users as a file, which is kept in memory.
    ///
    /// # Errors
    /// `invalid-query`, `too-many-requests`, `forbidden`.
    pub async fn export_users(&self, query: &ExportQuery) -> Result<Vec<u8>, Error> {
        self.get_file("/users/export", query).await
    }

    /// Counts the users in each state and with each status. Counts stop at 10001, which means "more
    /// than 10,000".
    ///
    /// # Errors
    /// `forbidden`.
    pub async fn user_counts(&self) -> Result<UserCounts, Error> {
        self.get("/users/counts").await
    }

    /// Returns a user.
    ///
    /// # Errors
    /// `not-found`, `forbidden`.
    pub async fn user(&self, id: UserId) -> Result<User, Error> {
        self.get(&format!("/users/{id}")).await
    }

    /// Creates a user. A repeated call with the same `idempotency_key` within a day returns the
    /// user that the first call created.
    ///
    /// # Errors
    /// `invalid-fields`, `taken`, `idempotency-conflict`, `forbidden`.
    pub async fn create_user(
        &self,
        body: &CreateUser,
        idempotency_key: Option<&str>,
    ) -> Result<User, Error> {
        self.create("/users", body, idempotency_key).await
    }

    /// Updates a user.
    ///
    /// # Errors
    /// `invalid-fields`, `taken`, `stale-version`, `not-found`, `forbidden`.
    pub async fn update_user(
        &self,
        id: UserId,
        version: u64,
        body: &UpdateUser,
    ) -> Result<User, Error> {
        self.patch(&format!("/users/{id}"), version, body).await
    }

    /// Deletes a user and all of their data; their events are kept.
    ///
    /// # Errors
    /// `not-found`, `forbidden`.
    pub async fn delete_user(&self, id: UserId) -> Result<(), Error> {
        self.delete(&format!("/users/{id}")).await
    }

    /// Activates a staged or suspended user. A user without a password is sent the activation
    /// email.
    ///
    /// # Errors
    /// `conflict` if already active, `not-found`, `forbidden`.
    pub async fn activate_user(&self, id: UserId) -> Result<User, Error> {
        self.post_empty(&format!("/users/{id}/activate")).await
    }

    /// Suspends a user and ends their sessions.
    ///
    /// # Errors
    /// `conflict` if already suspended, `not-found`, `forbidden`.
    pub async fn suspend_user(&self, id: UserId) -> Result<User, Error> {
        self.post_empty(&format!("/users/{id}/suspend")).await
    }

    /// Locks a user until an administrator unlocks them, and ends their sessions.
    ///
    /// # Errors
    /// `invalid-fields` with `reason`, `conflict` unless the user is active, or if an administrator has
    /// locked them already; `not-found`, `forbidden`.
    pub async fn lock_user(&self, id: UserId, body: &LockUser) -> Result<User, Error> {
        self.post(&format!("/users/{id}/lock"), body).await
    }

    /// Unlocks a user and resets the count of failed attempts. An expired password stays expired.
    ///
    /// # Errors
    /// `conflict` if not locked, `not-found`, `forbidden`.
    pub async fn unlock_user(&self, id: UserId) -> Result<User, Error> {
        self.post_empty(&format!("/users/{id}/unlock")).await
    }

    /// Expires a user's password immediately.
    ///
    /// # Errors
    /// `conflict` if there is none or it has expired, `not-found`, `forbidden`.
    pub async fn expire_user_password(&self, id: UserId) -> Result<User, Error> {
        self.post_empty(&format!("/users/{id}/expire-password"))
            .await
    }

    /// Changes a user's company email.
    ///
    /// # Errors
    /// `invalid-fields`, `taken`, `stale-version`, `too-many-requests`, `not-found`, `forbidden`.
    pub async fn change_user_email(
        &self,
        id: UserId,
        version: u64,
        body: &ChangeUserEmail,
    ) -> Result<User, Error> {
        self.put_version(&format!("/users/{id}/email"), version, body)
            .await
    }

    /// Resends the verification email of a user's company email.
    ///
    /// # Errors
    /// `conflict` if it is verified or the user is not active, `too-many-requests`, `not-found`,
    /// `forbidden`.
    pub async fn resend_user_email_verification(&self, id: UserId) -> Result<(), Error> {
        self.post_empty(&format!("/users/{id}/email/resend")).await
    }

    /// Voids the links that undo changes of a user's company email.
    ///
    /// # Errors
    /// `conflict` if there are none, `proof-required`, `not-found`, `forbidden`.
    pub async fn void_user_email_undo(&self, id: UserId) -> Result<(), Error> {
        self.delete(&format!("/users/{id}/email/undo-links")).await
    }

    /// Sets a user's recovery email.
    ///
    /// # Errors
    /// `invalid-fields` with `email`, `conflict` if the organization does not allow recovery
    /// emails, `too-many-requests`, `not-found`, `forbidden`.
    pub async fn set_user_recovery_email(
        &self,
        id: UserId,
        body: &SetRecoveryEmail,
    ) -> Result<User, Error> {
        self.put(&format!("/users/{id}/recovery-email"), body).await
    }

    /// Removes a user's recovery email.
    ///
    /// # Errors
    /// `conflict` if there is none, `not-found`, `forbidden`.
    pub async fn remove_user_recovery_email(&self, id: UserId) -> Result<User, Error> {
        self.delete(&format!("/users/{id}/recovery-email")).await
    }

    /// Resends the verification email of a user's recovery email.
    ///
    /// # Errors
    /// `conflict` if there is none or it is verified, `too-many-requests`, `not-found`,
    /// `forbidden`.
    pub async fn resend_user_recovery_email(&self, id: UserId) -> Result<(), Error> {
        self.post_empty(&format!("/users/{id}/recovery-email/resend"))
            .await
    }

    /// Emails a new activation link and voids older ones.
    ///
    /// # Errors
    /// `conflict` unless the user is active and has no password, `not-found`, `forbidden`.
    pub async fn resend_activation(&self, id: UserId) -> Result<User, Error> {
        self.post_empty(&format!("/users/{id}/resend-activation"))
            .await
    }

    /// Emails a new activation link to another address, once, and voids older ones.
    ///
    /// # Errors
    /// `invalid-fields` with `email`, `conflict` unless the user is active and has no password,
    /// `not-found`, `forbidden`.
    pub async fn send_activation(&self, id: UserId, body: &SendActivation) -> Result<User, Error> {
        self.post(&format!("/users/{id}/send-activation"), body)
            .await
    }

    /// Emails a password reset link to a user.
    ///
    /// # Errors
    /// `conflict` unless the user is active and the email is verified, `not-found`, `forbidden`.
    pub async fn send_user_password_reset(&self, id: UserId) -> Result<(), Error> {
        self.post_empty(&format!("/users/{id}/send-password-reset"))
            .await
    }

    /// Sets a temporary password, unlocks the account and ends all sessions.
    ///
    /// # Errors
    /// `invalid-fields` with `password`, `not-found`, `forbidden`, `busy`.
    pub async fn set_temporary_password(
        &self,
        id: UserId,
        body: &SetTemporaryPassword,
    ) -> Result<TemporaryPassword, Error> {
        self.post(&format!("/users/{id}/temporary-password"), body)
            .await
    }

    /// Says whether a user can sign in, what prevents or affects it, and which actions help.
    ///
    /// # Errors
    /// `not-found`, `forbidden`.
    pub async fn diagnose_user_sign_in(&self, id: UserId) -> Result<SignInDiagnosis, Error> {
        self.get(&format!("/users/{id}/sign-in-diagnosis")).await
    }

    /// Says whether a user can authenticate at the LDAP directory, what prevents it, and which actions help.
    ///
    /// # Errors
    /// `not-found`, `forbidden`.
    pub async fn check_directory_access(&self, id: UserId) -> Result<ResourceAccess, Error> {
        self.get(&format!("/users/{id}/directory-access")).await
    }

    /// Lists a user's sessions, most recently used first.
    ///
    /// # Errors
    /// `not-found`, `forbidden`.
    pub async fn user_sessions(&self, id: UserId) -> Result<Page<Session>, Error> {
        self.get(&format!("/users/{id}/sessions")).await
    }

    /// Ends one of a user's sessions.
    ///
    /// # Errors
    /// `not-found`, `forbidden`.
    pub async fn end_user_session(&self, id: UserId, session: SessionId) -> Result<(), Error> {
        self.delete(&format!("/users/{id}/sessions/{session}"))
            .await
    }

    /// Ends all of a user's sessions.
    ///
    /// # Errors
    /// `not-found`, `forbidden`.
    pub async fn end_user_sessions(&self, id: UserId) -> Result<SessionsEnded, Error> {
        self.delete(&format!("/users/{id}/sessions")).await
    }

    /// Lists a user's known browsers, most recent sign-in first.
    ///
    /// # Errors
    /// `not-found`, `forbidden`.
    pub async fn user_known_browsers(&self, id: UserId) -> Result<Page<KnownBrowser>, Error> {
        self.get(&format!("/users/{id}/known-browsers")).await
    }

    /// Forgets one of a user's known browsers. A session in it continues.
    ///
    /// # Errors
    /// `not-found`, `forbidden`.
    pub async fn forget_user_known_browser(
        &self,
        id: UserId,
        browser: KnownBrowserId,
    ) -> Result<(), Error> {
        self.delete(&format!("/users/{id}/known-browsers/{browser}"))
            .await
    }

    /// Lists the actions by and on a user, newest first. Supports `limit` and `cursor`.
    ///
    /// # Errors
    /// `not-found`, `forbidden`.
    pub async fn user_activity(&self, id: UserId, query: &ListQuery) -> Result<Page<Event>, Error> {
        self.get_page(&format!("/users/{id}/activity"), query).await
    }

    /// Performs an action on up to 100 users. If one is refused, the others are still processed.
    ///
    /// # Errors
    /// `invalid-fields` if there are no users, too many, or duplicates; `forbidden`.
    pub async fn bulk_users(&self, body: &BulkRequest) -> Result<BulkResult, Error> {
        self.post("/users/bulk", body).await
    }

    /// Removes all factors of a user.
    ///
    /// # Errors
    /// `conflict` if there are none, `not-found`, `forbidden`.
    pub async fn reset_user_factors(&self, id: UserId) -> Result<User, Error> {
        self.post_empty(&format!("/users/{id}/reset-factors")).await
    }

    /// Extends a user's MFA enrollment period.
    ///
    /// # Errors
    /// `invalid-fields` with `days`, `conflict` if there is no enrollment period, `not-found`,
    /// `forbidden`.
    pub async fn extend_user_enrollment(&self, id: UserId, days: u32) -> Result<User, Error> {
        let body = ExtendEnrollment { days };
        self.post(&format!("/users/{id}/extend-enrollment"), &body)
            .await
    }
}
