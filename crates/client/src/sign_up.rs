//! Signing up an organization.

use contract::links::LinkToken;
use contract::sign_up::{ConfirmSignUp, RequestSignUp, SignUpDetails};

use crate::{Client, Error};

impl Client {
    /// Requests an organization. The response is the same for known and unknown addresses.
    ///
    /// # Errors
    /// `not-found` if the server does not allow sign-ups, `invalid-fields`, `too-many-requests`.
    pub async fn request_sign_up(&self, body: &RequestSignUp) -> Result<(), Error> {
        self.post("/sign-up", body).await
    }

    /// Returns what the page of the emailed link shows. Changes nothing.
    ///
    /// # Errors
    /// `link-not-usable`, `not-found`.
    pub async fn inspect_sign_up(&self, token: &str) -> Result<SignUpDetails, Error> {
        let body = LinkToken {
            token: token.to_owned(),
        };
        self.post("/sign-up/inspect", &body).await
    }

    /// Creates the organization and its owner, and uses the link up.
    ///
    /// # Errors
    /// `link-not-usable`, `invalid-fields`, `taken`, `not-found`, `busy`.
    pub async fn confirm_sign_up(&self, body: &ConfirmSignUp) -> Result<(), Error> {
        self.post("/sign-up/confirm", body).await
    }
}
