//! MFA of the caller's own account, and step-up authentication.

use contract::factors::{
    AddPasskey, ConfirmTotp, Factor, FactorAdded, MfaDetails, PasskeyChallenge, Proof, ProofState,
    Proved, RecoveryCodes, RenameFactor, TotpEnrollment,
};
use contract::ids::FactorId;

use crate::transport::Method;
use crate::{Client, Error};

impl Client {
    /// Returns the caller's MFA status.
    ///
    /// # Errors
    /// `unauthenticated`.
    pub async fn my_factors(&self) -> Result<MfaDetails, Error> {
        self.get(&self.me_path("/factors")).await
    }

    /// Begins authenticator app enrollment: returns the secret, to be confirmed with a code.
    ///
    /// # Errors
    /// `proof-required`, `conflict`, `forbidden`.
    pub async fn begin_totp_enrollment(&self) -> Result<TotpEnrollment, Error> {
        self.post_empty(&self.me_path("/totp-enrollment")).await
    }

    /// Confirms authenticator app enrollment with a code from the app.
    ///
    /// # Errors
    /// `invalid-fields` with `code` or `name`, `proof-required`, `conflict`.
    pub async fn confirm_totp_enrollment(&self, body: &ConfirmTotp) -> Result<FactorAdded, Error> {
        self.post(&self.me_path("/totp-enrollment/confirm"), body)
            .await
    }

    /// Begins passkey enrollment: returns the options for the browser.
    ///
    /// # Errors
    /// `proof-required`, `conflict`, `forbidden`.
    pub async fn begin_passkey_enrollment(&self) -> Result<PasskeyChallenge, Error> {
        self.post_empty(&self.me_path("/passkey-enrollment")).await
    }

    /// Finishes passkey enrollment with the browser's response.
    ///
    /// # Errors
    /// `invalid-fields` with `credential` or `name`, `proof-required`, `conflict`.
    pub async fn finish_passkey_enrollment(&self, body: &AddPasskey) -> Result<FactorAdded, Error> {
        self.post(&self.me_path("/passkey-enrollment/finish"), body)
            .await
    }

    /// Renames a factor.
    ///
    /// # Errors
    /// `invalid-fields` with `name`, `not-found`.
    pub async fn rename_factor(&self, id: FactorId, body: &RenameFactor) -> Result<Factor, Error> {
        self.patch_any(&self.me_path(&format!("/factors/{id}")), body)
            .await
    }

    /// Removes a factor.
    ///
    /// # Errors
    /// `not-found`, `proof-required`, `conflict` for the last one if MFA is required.
    pub async fn remove_factor(&self, id: FactorId) -> Result<(), Error> {
        self.delete(&self.me_path(&format!("/factors/{id}"))).await
    }

    /// Replaces the caller's recovery codes with ten new ones.
    ///
    /// # Errors
    /// `proof-required`, `conflict` without a factor.
    pub async fn make_recovery_codes(&self) -> Result<RecoveryCodes, Error> {
        self.post_empty(&self.me_path("/recovery-codes")).await
    }

    /// Returns the state of step-up authentication: the accepted methods, and until when the last
    /// authentication counts as recent.
    ///
    /// # Errors
    /// `unauthenticated`.
    pub async fn proof_state(&self) -> Result<ProofState, Error> {
        self.get(&self.me_path("/proof")).await
    }

    /// Begins step-up authentication with a passkey: returns the options for the browser.
    ///
    /// # Errors
    /// `conflict` without a passkey.
    pub async fn begin_passkey_proof(&self) -> Result<PasskeyChallenge, Error> {
        self.post_empty(&self.me_path("/proof/passkey")).await
    }

    /// Completes step-up authentication. The client continues with the new access token.
    ///
    /// # Errors
    /// `invalid-fields` with `password` or `factor`, `account-locked`, `factor-required`, `busy`.
    pub async fn give_proof(&self, body: &Proof) -> Result<Proved, Error> {
        let path = self.me_path("/proof");
        self.act_replacing_tokens(Method::Post, &path, body, |proved: &Proved| {
            &proved.access_token
        })
        .await
    }
}
