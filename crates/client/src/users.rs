//! Users, for administrators and programs.

use contract::bulk::{BulkRequest, BulkResult};
use contract::events::Event;
use contract::factors::ExtendEnrolment;
use contract::ids::{SessionId, UserId};
use contract::page::{ListQuery, Page};
use contract::recovery_email::SetRecoveryEmail;
use contract::sessions::{Session, SessionsEnded};
use contract::users::{
    CreateUser, SetTemporaryPassword, TemporaryPassword, UpdateUser, User, UserCounts,
};

use crate::{Client, Error};

impl Client {
    /// A page of users. Sorts: `name`, `email`, `username`, `createdAt`, `lastSignInAt`.
    /// Filters: `state`, `passwordStatus`, `department`.
    ///
    /// # Errors
    /// `invalid-query`, `invalid-cursor`, `forbidden`.
    pub async fn users(&self, query: &ListQuery) -> Result<Page<User>, Error> {
        self.get_page("/users", query).await
    }

    /// How many users there are in each state and status.
    ///
    /// # Errors
    /// `forbidden`.
    pub async fn user_counts(&self) -> Result<UserCounts, Error> {
        self.get("/users/counts").await
    }

    /// One user.
    ///
    /// # Errors
    /// `not-found`, `forbidden`.
    pub async fn user(&self, id: UserId) -> Result<User, Error> {
        self.get(&format!("/users/{id}")).await
    }

    /// Creates a user. A second call with the same `idempotency_key` (within a day) gets the
    /// answer of the first.
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

    /// Changes a user.
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

    /// Deletes a user and everything that is theirs; their events stay.
    ///
    /// # Errors
    /// `not-found`, `forbidden`.
    pub async fn delete_user(&self, id: UserId) -> Result<(), Error> {
        self.delete(&format!("/users/{id}")).await
    }

    /// Makes a staged or suspended user active. One without a password gets the activation mail.
    ///
    /// # Errors
    /// `conflict` when the user is active, `not-found`, `forbidden`.
    pub async fn activate_user(&self, id: UserId) -> Result<User, Error> {
        self.act(&format!("/users/{id}/activate")).await
    }

    /// Suspends a user and ends their sessions.
    ///
    /// # Errors
    /// `conflict` when the user is suspended, `not-found`, `forbidden`.
    pub async fn suspend_user(&self, id: UserId) -> Result<User, Error> {
        self.act(&format!("/users/{id}/suspend")).await
    }

    /// Ends a lock and clears the failed attempts. An expired password stays expired.
    ///
    /// # Errors
    /// `conflict` when the user is not locked, `not-found`, `forbidden`.
    pub async fn unlock_user(&self, id: UserId) -> Result<User, Error> {
        self.act(&format!("/users/{id}/unlock")).await
    }

    /// Expires a user's password at once.
    ///
    /// # Errors
    /// `conflict` when there is none or it has expired, `not-found`, `forbidden`.
    pub async fn expire_user_password(&self, id: UserId) -> Result<User, Error> {
        self.act(&format!("/users/{id}/expire-password")).await
    }

    /// Enters or replaces a user's recovery email.
    ///
    /// # Errors
    /// `invalid-fields` with `email`, `conflict` while the organization has none,
    /// `too-many-requests`, `not-found`, `forbidden`.
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
    /// `conflict` when there is none, `not-found`, `forbidden`.
    pub async fn remove_user_recovery_email(&self, id: UserId) -> Result<User, Error> {
        self.delete(&format!("/users/{id}/recovery-email")).await
    }

    /// Mails the verification of a user's recovery email again.
    ///
    /// # Errors
    /// `conflict` when there is none or it is verified, `too-many-requests`, `not-found`,
    /// `forbidden`.
    pub async fn resend_user_recovery_email(&self, id: UserId) -> Result<(), Error> {
        self.act(&format!("/users/{id}/recovery-email/resend"))
            .await
    }

    /// Mails a new activation link; the older ones are void.
    ///
    /// # Errors
    /// `conflict` unless the user is active and has no password, `not-found`, `forbidden`.
    pub async fn resend_activation(&self, id: UserId) -> Result<User, Error> {
        self.act(&format!("/users/{id}/resend-activation")).await
    }

    /// Mails a reset link to the user.
    ///
    /// # Errors
    /// `conflict` unless the user is active, `not-found`, `forbidden`.
    pub async fn send_user_password_reset(&self, id: UserId) -> Result<(), Error> {
        self.act(&format!("/users/{id}/send-password-reset")).await
    }

    /// Sets a temporary password, ends a lock and all sessions.
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

    /// A user's sessions, the latest used first.
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

    /// What the user did and what was done to them, the latest first. Takes `limit` and `cursor`.
    ///
    /// # Errors
    /// `not-found`, `forbidden`.
    pub async fn user_activity(&self, id: UserId, query: &ListQuery) -> Result<Page<Event>, Error> {
        self.get_page(&format!("/users/{id}/activity"), query).await
    }

    /// Does one act to each of up to 100 users; one that is refused does not stop the others.
    ///
    /// # Errors
    /// `invalid-fields` for none, too many or the same user twice, `forbidden`.
    pub async fn bulk_users(&self, body: &BulkRequest) -> Result<BulkResult, Error> {
        self.post("/users/bulk", body).await
    }

    /// Takes all second factors of a user away.
    ///
    /// # Errors
    /// `conflict` when there is none, `not-found`, `forbidden`.
    pub async fn reset_user_factors(&self, id: UserId) -> Result<User, Error> {
        self.act(&format!("/users/{id}/reset-factors")).await
    }

    /// Gives a user more time to enrol a factor.
    ///
    /// # Errors
    /// `invalid-fields` with `days`, `conflict` where no period runs, `not-found`, `forbidden`.
    pub async fn extend_user_enrolment(&self, id: UserId, days: u32) -> Result<User, Error> {
        let body = ExtendEnrolment { days };
        self.post(&format!("/users/{id}/extend-enrolment"), &body)
            .await
    }
}
