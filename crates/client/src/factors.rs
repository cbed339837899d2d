//! Second factors of one's own account, and proving that it is still oneself.

use contract::factors::{
    AddPasskey, ConfirmTotp, Factor, FactorAdded, MfaDetails, PasskeyChallenge, Proof, ProofState,
    Proved, RecoveryCodes, RenameFactor, TotpEnrolment,
};
use contract::ids::FactorId;

use crate::transport::Method;
use crate::{Client, Error};

impl Client {
    /// Where one's own account stands with second factors.
    ///
    /// # Errors
    /// `unauthenticated`.
    pub async fn my_factors(&self) -> Result<MfaDetails, Error> {
        self.get(&self.me_path("/factors")).await
    }

    /// Makes the secret of a new authenticator app, to be confirmed.
    ///
    /// # Errors
    /// `proof-required`, `conflict`, `forbidden`.
    pub async fn begin_totp_enrolment(&self) -> Result<TotpEnrolment, Error> {
        self.act(&self.me_path("/totp-enrolment")).await
    }

    /// Adds the authenticator app, with the code that it shows.
    ///
    /// # Errors
    /// `invalid-fields` with `code` or `name`, `proof-required`, `conflict`.
    pub async fn confirm_totp_enrolment(&self, body: &ConfirmTotp) -> Result<FactorAdded, Error> {
        self.post(&self.me_path("/totp-enrolment/confirm"), body)
            .await
    }

    /// What a browser needs to make a passkey.
    ///
    /// # Errors
    /// `proof-required`, `conflict`, `forbidden`.
    pub async fn begin_passkey_enrolment(&self) -> Result<PasskeyChallenge, Error> {
        self.act(&self.me_path("/passkey-enrolment")).await
    }

    /// Adds the passkey that the browser made.
    ///
    /// # Errors
    /// `invalid-fields` with `credential` or `name`, `proof-required`, `conflict`.
    pub async fn finish_passkey_enrolment(&self, body: &AddPasskey) -> Result<FactorAdded, Error> {
        self.post(&self.me_path("/passkey-enrolment/finish"), body)
            .await
    }

    /// Calls a factor something else.
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
    /// `not-found`, `proof-required`, `conflict` for the last one where one is required.
    pub async fn remove_factor(&self, id: FactorId) -> Result<(), Error> {
        self.delete(&self.me_path(&format!("/factors/{id}"))).await
    }

    /// Makes ten new recovery codes in place of those from before.
    ///
    /// # Errors
    /// `proof-required`, `conflict` without a factor.
    pub async fn make_recovery_codes(&self) -> Result<RecoveryCodes, Error> {
        self.act(&self.me_path("/recovery-codes")).await
    }

    /// What proves that it is still oneself, and until when it is proved.
    ///
    /// # Errors
    /// `unauthenticated`.
    pub async fn proof_state(&self) -> Result<ProofState, Error> {
        self.get(&self.me_path("/proof")).await
    }

    /// What a browser needs to prove it with a passkey.
    ///
    /// # Errors
    /// `conflict` without a passkey.
    pub async fn begin_passkey_proof(&self) -> Result<PasskeyChallenge, Error> {
        self.act(&self.me_path("/proof/passkey")).await
    }

    /// Proves it. The client goes on with the new access token.
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
