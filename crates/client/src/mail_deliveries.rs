//! The email delivery log, and previews of emails.

use contract::mail::{MailDelivery, MailPreview};
use contract::page::{ListQuery, Page};

use crate::{Client, Error};

impl Client {
    /// Every kind of mail as the organization's people get it.
    ///
    /// # Errors
    /// `forbidden`.
    pub async fn mail_previews(&self) -> Result<Vec<MailPreview>, Error> {
        self.get("/mail-previews").await
    }

    /// A page of the mail delivery log, the latest first.
    /// `contract::filter::MailFilter` writes the filter.
    ///
    /// # Errors
    /// `invalid-query`, `invalid-cursor`, `forbidden`.
    pub async fn mail_deliveries(&self, query: &ListQuery) -> Result<Page<MailDelivery>, Error> {
        self.get_page("/mail-deliveries", query).await
    }

    /// Sends a test message to the administrator who asks.
    ///
    /// # Errors
    /// `forbidden`.
    pub async fn send_test_mail(&self) -> Result<MailDelivery, Error> {
        self.act("/mail-deliveries/test").await
    }
}
