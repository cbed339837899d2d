//! The email delivery log, and previews of emails.

use contract::mail_deliveries::{MailDelivery, MailPreview};
use contract::page::{ListQuery, Page};

use crate::{Client, Error};

impl Client {
    /// Returns a preview of every kind of email.
    ///
    /// # Errors
    /// `forbidden`.
    pub async fn mail_previews(&self) -> Result<Vec<MailPreview>, Error> {
        self.get("/mail-previews").await
    }

    /// Lists email deliveries, newest first. Filters: `contract::filter::MailFilter`.
    ///
    /// # Errors
    /// `invalid-query`, `invalid-cursor`, `forbidden`.
    pub async fn mail_deliveries(&self, query: &ListQuery) -> Result<Page<MailDelivery>, Error> {
        self.get_page("/mail-deliveries", query).await
    }

    /// Sends a test email to the calling administrator.
    ///
    /// # Errors
    /// `forbidden`.
    pub async fn send_test_mail(&self) -> Result<MailDelivery, Error> {
        self.post_empty("/mail-deliveries/test").await
    }
}
