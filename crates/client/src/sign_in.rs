//! Signing in, step by step.

use contract::factors::{FactorProof, PasskeyAnswer, PasskeyChallenge};
use contract::sign_in::{
    BeginSignIn, NextStep, ReplacePassword, SignIn, SubmitFactor, SubmitPassword,
};
use contract::terms::AcceptTerms;

use crate::portal::prefix;
use crate::{Client, Error};

impl Client {
    fn sign_in_path(&self, step: &str) -> String {
        format!("{}/sign-in{step}", prefix(self.portal()))
    }

    /// Stores the access token if the sign-in is complete.
    fn advanced(&self, sign_in: SignIn) -> SignIn {
        if sign_in.next_step == NextStep::Complete
            && let Some(token) = &sign_in.access_token
        {
            self.set_token(Some(token.access_token.clone()));
        }
        sign_in
    }

    /// Begins a sign-in. The response is the same for known and unknown addresses.
    ///
    /// # Errors
    /// `invalid-fields`, `too-many-requests`.
    pub async fn begin_sign_in(&self, email: &str) -> Result<SignIn, Error> {
        let body = BeginSignIn {
            email: email.to_owned(),
        };
        self.post(&self.sign_in_path(""), &body).await
    }

    /// Returns the current step of the sign-in in progress in this browser.
    ///
    /// # Errors
    /// `sign-in-expired` if there is none.
    pub async fn resume_sign_in(&self) -> Result<SignIn, Error> {
        self.get(&self.sign_in_path("")).await
    }

    /// Cancels the sign-in in progress in this browser.
    ///
    /// # Errors
    /// Only network errors: succeeds if there is none.
    pub async fn abandon_sign_in(&self) -> Result<(), Error> {
        self.delete(&self.sign_in_path("")).await
    }

    /// Submits the password.
    ///
    /// # Errors
    /// `wrong-credentials`, `account-locked`, `account-suspended`, `account-staged`,
    /// `temporary-password-expired`, `sign-in-expired`, `too-many-requests`, `busy`.
    pub async fn submit_password(&self, password: &str) -> Result<SignIn, Error> {
        let body = SubmitPassword {
            password: password.to_owned(),
        };
        self.post(&self.sign_in_path("/password"), &body)
            .await
            .map(|sign_in| self.advanced(sign_in))
    }

    /// Begins a passkey sign-in: returns the options for the browser.
    ///
    /// # Errors
    /// `too-many-requests`, `conflict`.
    pub async fn begin_passkey_sign_in(&self) -> Result<PasskeyChallenge, Error> {
        self.post_empty(&self.sign_in_path("/passkey-challenge"))
            .await
    }

    /// Signs in with a passkey alone.
    ///
    /// # Errors
    /// `wrong-passkey`, `sign-in-expired`, `account-locked`, `account-suspended`.
    pub async fn submit_passkey(&self, body: &PasskeyAnswer) -> Result<SignIn, Error> {
        self.post(&self.sign_in_path("/passkey"), body)
            .await
            .map(|sign_in| self.advanced(sign_in))
    }

    /// Begins the MFA step with a passkey. Returns the options for the browser.
    ///
    /// # Errors
    /// `sign-in-expired`, `wrong-step`, `account-locked`.
    pub async fn begin_passkey_factor(&self) -> Result<PasskeyChallenge, Error> {
        self.post_empty(&self.sign_in_path("/factor/passkey")).await
    }

    /// Submits a factor in the MFA step.
    ///
    /// # Errors
    /// `invalid-fields` with `factor`, `account-locked`, `sign-in-expired`, `wrong-step`.
    pub async fn submit_factor(&self, factor: FactorProof) -> Result<SignIn, Error> {
        self.post(&self.sign_in_path("/factor"), &SubmitFactor { factor })
            .await
            .map(|sign_in| self.advanced(sign_in))
    }

    /// Accepts the organization's terms during sign-in (User Portal).
    ///
    /// # Errors
    /// `conflict` if it is not the current version, `sign-in-expired`, `wrong-step`.
    pub async fn accept_terms(&self, version: u32) -> Result<SignIn, Error> {
        self.post(&self.sign_in_path("/terms"), &AcceptTerms { version })
            .await
            .map(|sign_in| self.advanced(sign_in))
    }

    /// Replaces a temporary or expired password during sign-in.
    ///
    /// # Errors
    /// `invalid-fields` with `newPassword`, `sign-in-expired`, `busy`.
    pub async fn replace_password(&self, new_password: &str) -> Result<SignIn, Error> {
        let body = ReplacePassword {
            new_password: new_password.to_owned(),
        };
        self.post(&self.sign_in_path("/replace-password"), &body)
            .await
            .map(|sign_in| self.advanced(sign_in))
    }
}
