//! Emailed links and password resets.

use contract::company_email::EmailRestored;
use contract::factors::PasskeyChallenge;
use contract::links::{
    InspectLink, LinkDetails, LinkToken, PasswordSet, RequestPasswordReset, SetPasswordByLink,
};
use rules::links::LinkPurpose;

use crate::portal::prefix;
use crate::{Client, Error};

impl Client {
    /// Requests a password reset link. The response is the same for known and unknown addresses.
    ///
    /// # Errors
    /// `invalid-fields`, `too-many-requests`.
    pub async fn request_password_reset(&self, email: &str) -> Result<(), Error> {
        let path = format!("{}/password-reset", prefix(self.portal()));
        let body = RequestPasswordReset {
            email: email.to_owned(),
        };
        self.post(&path, &body).await
    }

    /// Returns what the page of a link shows. Changes nothing.
    ///
    /// # Errors
    /// `link-not-usable`.
    pub async fn inspect_link(
        &self,
        purpose: LinkPurpose,
        token: &str,
    ) -> Result<LinkDetails, Error> {
        let body = InspectLink {
            purpose,
            token: token.to_owned(),
        };
        self.post("/links/inspect", &body).await
    }

    /// Begins the passkey challenge of a reset link. Returns the options for the browser.
    ///
    /// # Errors
    /// `link-not-usable`, `factor-required`; `invalid-fields` with `factor` if none is due; `conflict`.
    pub async fn begin_passkey_at_link(
        &self,
        purpose: LinkPurpose,
        token: &str,
    ) -> Result<PasskeyChallenge, Error> {
        let body = InspectLink {
            purpose,
            token: token.to_owned(),
        };
        self.post("/links/passkey", &body).await
    }

    /// Undoes a change of the company email with the link that was sent to the previous address.
    ///
    /// # Errors
    /// `link-not-usable`, `taken`.
    pub async fn undo_email_change(&self, body: &LinkToken) -> Result<EmailRestored, Error> {
        self.post("/links/undo-email-change", body).await
    }

    /// Sets the password and voids the link. After an activation or an invitation the person is
    /// signed in.
    ///
    /// # Errors
    /// `link-not-usable`, `invalid-fields` (`newPassword`, `termsAccepted`), `busy`.
    pub async fn set_password_by_link(
        &self,
        body: &SetPasswordByLink,
    ) -> Result<PasswordSet, Error> {
        let set: PasswordSet = self.post("/links/set-password", body).await?;
        if let Some(token) = &set.access_token {
            self.set_token(Some(token.access_token.clone()));
        }
        Ok(set)
    }
}
