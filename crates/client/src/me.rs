//! The signed-in person's own account and sessions.

use contract::events::Event;
use contract::ids::{KnownBrowserId, SessionId};
use contract::known_browsers::KnownBrowser;
use contract::links::LinkToken;
use contract::me::{AdministratorMe, ChangePassword, Me};
use contract::page::{ListQuery, Page};
use contract::recovery_email::{RemoveOwnRecoveryEmail, SetOwnRecoveryEmail};
use contract::sessions::{Session, SessionsEnded};
use contract::sign_in::AccessToken;
use contract::users::ProfileChanges;

use crate::portal::prefix;
use crate::transport::Method;
use crate::{Client, Error};

impl Client {
    pub(crate) fn me_path(&self, rest: &str) -> String {
        format!("{}/me{rest}", prefix(self.portal()))
    }

    /// Returns the user's own account (User Portal).
    ///
    /// # Errors
    /// `unauthenticated`.
    pub async fn me(&self) -> Result<Me, Error> {
        self.get("/me").await
    }

    /// Changes the user's own profile (User Portal).
    ///
    /// # Errors
    /// `invalid-fields`, `stale-version`, `forbidden` if only administrators may edit profiles.
    pub async fn update_my_profile(
        &self,
        version: u64,
        changes: &ProfileChanges,
    ) -> Result<Me, Error> {
        self.patch("/me", version, changes).await
    }

    /// Returns the administrator's own account (Admin Portal).
    ///
    /// # Errors
    /// `unauthenticated`.
    pub async fn administrator_me(&self) -> Result<AdministratorMe, Error> {
        self.get("/admin/me").await
    }

    /// Changes the caller's password and ends all other sessions. The client continues with the new
    /// access token.
    ///
    /// # Errors
    /// `invalid-fields` with `currentPassword` or `newPassword`, `account-locked`, `busy`.
    pub async fn change_password(&self, body: &ChangePassword) -> Result<(), Error> {
        let path = self.me_path("/password");
        self.act_replacing_tokens(Method::Put, &path, body, |token: &AccessToken| token)
            .await
            .map(drop)
    }

    /// Verifies the user's own company email with the emailed token (User Portal).
    ///
    /// # Errors
    /// `link-not-usable`.
    pub async fn verify_my_email(&self, body: &LinkToken) -> Result<Me, Error> {
        self.post("/me/email/verify", body).await
    }

    /// Resends the verification email of the user's own company email (User Portal).
    ///
    /// # Errors
    /// `conflict` if it is verified, `too-many-requests`.
    pub async fn resend_my_email_verification(&self) -> Result<(), Error> {
        self.post_empty("/me/email/resend").await
    }

    /// Sets the user's own recovery email (User Portal).
    ///
    /// # Errors
    /// `invalid-fields` with `email` or `currentPassword`, `account-locked`, `forbidden`,
    /// `too-many-requests`, `busy`.
    pub async fn set_my_recovery_email(&self, body: &SetOwnRecoveryEmail) -> Result<Me, Error> {
        self.put("/me/recovery-email", body).await
    }

    /// Removes the user's own recovery email (User Portal).
    ///
    /// # Errors
    /// `invalid-fields` with `currentPassword`, `account-locked`, `conflict`, `busy`.
    pub async fn remove_my_recovery_email(
        &self,
        body: &RemoveOwnRecoveryEmail,
    ) -> Result<Me, Error> {
        self.post("/me/recovery-email/remove", body).await
    }

    /// Resends the verification email of the user's own recovery email (User Portal).
    ///
    /// # Errors
    /// `conflict`, `forbidden`, `too-many-requests`.
    pub async fn resend_my_recovery_email(&self) -> Result<(), Error> {
        self.post_empty("/me/recovery-email/resend").await
    }

    /// Verifies the user's own recovery email with the emailed token (User Portal).
    ///
    /// # Errors
    /// `link-not-usable`, `forbidden`.
    pub async fn verify_my_recovery_email(&self, body: &LinkToken) -> Result<Me, Error> {
        self.post("/me/recovery-email/verify", body).await
    }

    /// Lists the caller's sessions, most recently used first.
    ///
    /// # Errors
    /// `unauthenticated`.
    pub async fn my_sessions(&self) -> Result<Page<Session>, Error> {
        self.get(&self.me_path("/sessions")).await
    }

    /// Ends one of the caller's sessions.
    ///
    /// # Errors
    /// `not-found`.
    pub async fn end_my_session(&self, id: SessionId) -> Result<(), Error> {
        self.delete(&self.me_path(&format!("/sessions/{id}"))).await
    }

    /// Ends all of the caller's sessions except the current one.
    ///
    /// # Errors
    /// `unauthenticated`.
    pub async fn end_my_other_sessions(&self) -> Result<SessionsEnded, Error> {
        self.delete(&self.me_path("/sessions")).await
    }

    /// Lists the browsers that are known to the caller's account, most recent sign-in first.
    ///
    /// # Errors
    /// `unauthenticated`.
    pub async fn my_known_browsers(&self) -> Result<Page<KnownBrowser>, Error> {
        self.get(&self.me_path("/known-browsers")).await
    }

    /// Forgets one of the caller's known browsers. A session in it continues.
    ///
    /// # Errors
    /// `not-found`.
    pub async fn forget_my_known_browser(&self, id: KnownBrowserId) -> Result<(), Error> {
        self.delete(&self.me_path(&format!("/known-browsers/{id}")))
            .await
    }

    /// Lists the caller's own events, newest first. Supports `limit` and `cursor`.
    ///
    /// # Errors
    /// `invalid-cursor`.
    pub async fn my_activity(&self, query: &ListQuery) -> Result<Page<Event>, Error> {
        self.get_page(&self.me_path("/activity"), query).await
    }
}
