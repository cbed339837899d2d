//! The words of emails, for administrators and programs.

use contract::mail_deliveries::{MailDelivery, MailPreview};
use contract::mail_templates::{MailTemplate, MailWords};
use contract::page::Page;

use crate::{Client, Error};

impl Client {
    /// Lists every kind of email with its words, all on one page.
    ///
    /// # Errors
    /// `forbidden`.
    pub async fn mail_templates(&self) -> Result<Page<MailTemplate>, Error> {
        self.get("/mail-templates").await
    }

    /// Returns a kind of email with its words.
    ///
    /// # Errors
    /// `not-found`, `forbidden`.
    pub async fn mail_template(&self, kind: &str) -> Result<MailTemplate, Error> {
        self.get(&format!("/mail-templates/{kind}")).await
    }

    /// Replaces the words of a kind of email. Requires `administrators:write` if administrators get this
    /// kind too.
    ///
    /// # Errors
    /// `invalid-fields`, `stale-version`, `not-found`, `forbidden`, `proof-required`.
    pub async fn set_mail_template(
        &self,
        kind: &str,
        version: u64,
        words: &MailWords,
    ) -> Result<MailTemplate, Error> {
        self.put_version(&format!("/mail-templates/{kind}"), version, words)
            .await
    }

    /// Restores the default words of a kind of email.
    ///
    /// # Errors
    /// `stale-version`, `not-found`, `forbidden`, `proof-required`.
    pub async fn reset_mail_template(&self, kind: &str, version: u64) -> Result<(), Error> {
        self.delete_version(&format!("/mail-templates/{kind}"), version)
            .await
    }

    /// Returns a preview of a kind of email in these words. Nothing is saved or sent.
    ///
    /// # Errors
    /// `invalid-fields`, `not-found`, `forbidden`.
    pub async fn preview_mail_template(
        &self,
        kind: &str,
        words: &MailWords,
    ) -> Result<MailPreview, Error> {
        self.post(&format!("/mail-templates/{kind}/preview"), words)
            .await
    }

    /// Sends a kind of email in these words to the calling administrator. Nothing is saved.
    ///
    /// # Errors
    /// `invalid-fields`, `not-found`, `forbidden`.
    pub async fn test_mail_template(
        &self,
        kind: &str,
        words: &MailWords,
    ) -> Result<MailDelivery, Error> {
        self.post(&format!("/mail-templates/{kind}/test"), words)
            .await
    }
}
