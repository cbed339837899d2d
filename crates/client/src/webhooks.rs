//! Webhooks, for administrators.

use contract::ids::{WebhookDeliveryId, WebhookId, WebhookSecretId};
use contract::page::{ListQuery, Page};
use contract::webhooks::{
    CreateWebhook, UpdateWebhook, Webhook, WebhookCreated, WebhookDelivery, WebhookReplayed,
    WebhookSecretCreated,
};

use crate::{Client, Error};

impl Client {
    /// Lists the organization's webhooks, newest first. Supports `limit` and `cursor`.
    ///
    /// # Errors
    /// `forbidden`.
    pub async fn webhooks(&self, query: &ListQuery) -> Result<Page<Webhook>, Error> {
        self.get_page("/webhooks", query).await
    }

    /// Returns a webhook.
    ///
    /// # Errors
    /// `not-found`, `forbidden`.
    pub async fn webhook(&self, id: WebhookId) -> Result<Webhook, Error> {
        self.get(&format!("/webhooks/{id}")).await
    }

    /// Creates a webhook. Its secret is only in this response.
    ///
    /// # Errors
    /// `invalid-fields`, `conflict`, `forbidden`.
    pub async fn create_webhook(&self, body: &CreateWebhook) -> Result<WebhookCreated, Error> {
        self.post("/webhooks", body).await
    }

    /// Updates a webhook.
    ///
    /// # Errors
    /// `invalid-fields`, `stale-version`, `not-found`, `forbidden`.
    pub async fn update_webhook(
        &self,
        id: WebhookId,
        version: u64,
        body: &UpdateWebhook,
    ) -> Result<Webhook, Error> {
        self.patch(&format!("/webhooks/{id}"), version, body).await
    }

    /// Deletes a webhook with its delivery log.
    ///
    /// # Errors
    /// `stale-version`, `not-found`, `forbidden`.
    pub async fn delete_webhook(&self, id: WebhookId, version: u64) -> Result<(), Error> {
        let path = format!("/webhooks/{id}");
        self.delete_version(&path, version).await
    }

    /// Creates another secret of a webhook, which is only in this response.
    ///
    /// # Errors
    /// `conflict`, `not-found`, `forbidden`.
    pub async fn create_webhook_secret(
        &self,
        id: WebhookId,
    ) -> Result<WebhookSecretCreated, Error> {
        self.post_empty(&format!("/webhooks/{id}/secrets")).await
    }

    /// Deletes a secret of a webhook.
    ///
    /// # Errors
    /// `conflict`, `not-found`, `forbidden`.
    pub async fn delete_webhook_secret(
        &self,
        id: WebhookId,
        secret: WebhookSecretId,
    ) -> Result<(), Error> {
        let path = format!("/webhooks/{id}/secrets/{secret}");
        self.delete(&path).await
    }

    /// Sends a test to a webhook. Returns its entry in the delivery log.
    ///
    /// # Errors
    /// `not-found`, `forbidden`.
    pub async fn test_webhook(&self, id: WebhookId) -> Result<WebhookDelivery, Error> {
        self.post_empty(&format!("/webhooks/{id}/test")).await
    }

    /// Sends all failed deliveries of a webhook again.
    ///
    /// # Errors
    /// `conflict`, `not-found`, `forbidden`.
    pub async fn replay_failed_webhooks(&self, id: WebhookId) -> Result<WebhookReplayed, Error> {
        let path = format!("/webhooks/{id}/replay-failed");
        self.post_empty(&path).await
    }

    /// Lists deliveries, newest first. Filters: `contract::filter::WebhookDeliveryFilter`.
    ///
    /// # Errors
    /// `invalid-query`, `invalid-cursor`, `forbidden`.
    pub async fn webhook_deliveries(
        &self,
        query: &ListQuery,
    ) -> Result<Page<WebhookDelivery>, Error> {
        self.get_page("/webhook-deliveries", query).await
    }

    /// Returns a delivery.
    ///
    /// # Errors
    /// `not-found`, `forbidden`.
    pub async fn webhook_delivery(&self, id: WebhookDeliveryId) -> Result<WebhookDelivery, Error> {
        self.get(&format!("/webhook-deliveries/{id}")).await
    }

    /// Sends a delivery again.
    ///
    /// # Errors
    /// `conflict`, `not-found`, `forbidden`.
    pub async fn replay_webhook_delivery(
        &self,
        id: WebhookDeliveryId,
    ) -> Result<WebhookDelivery, Error> {
        let path = format!("/webhook-deliveries/{id}/replay");
        self.post_empty(&path).await
    }
}
