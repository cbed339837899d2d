//! The organization, its events and its mail.

use contract::events::Event;
use contract::mail::{MailDelivery, MailPreview};
use contract::organization::{Organization, UpdateOrganization};
use contract::page::{ListQuery, Page};
use contract::server::ServerDetails;

use crate::{Client, Error};

impl Client {
    /// Whose server this is; needs nobody to be signed in.
    ///
    /// # Errors
    /// When the server does not answer.
    pub async fn server(&self) -> Result<ServerDetails, Error> {
        self.get("/server").await
    }

    /// The organization that the caller belongs to.
    ///
    /// # Errors
    /// `forbidden`.
    pub async fn organization(&self) -> Result<Organization, Error> {
        self.get("/organization").await
    }

    /// Changes it.
    ///
    /// # Errors
    /// `invalid-fields`, `stale-version`, `forbidden`.
    pub async fn update_organization(
        &self,
        version: u64,
        body: &UpdateOrganization,
    ) -> Result<Organization, Error> {
        self.patch("/organization", version, body).await
    }

    /// A page of events, the latest first. Filters: `action`, `outcome`, `actor`, `target`
    /// (identifiers).
    ///
    /// # Errors
    /// `invalid-query`, `invalid-cursor`, `forbidden`.
    pub async fn events(&self, query: &ListQuery) -> Result<Page<Event>, Error> {
        self.get_page("/events", query).await
    }

    /// Every kind of mail as the organization's people get it.
    ///
    /// # Errors
    /// `forbidden`.
    pub async fn mail_previews(&self) -> Result<Vec<MailPreview>, Error> {
        self.get("/mail-previews").await
    }

    /// A page of the mail delivery log, the latest first. Filters: `state`, `kind`.
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
