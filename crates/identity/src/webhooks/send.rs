use async_trait::async_trait;
use entity::{webhook, webhook_delivery};

use super::secrets::secrets;
use super::sign::signatures;
use crate::crypto::Seal;
use crate::{Context, Error};

/// A request to a receiver.
#[derive(Clone, Debug)]
pub struct Message {
    /// The address.
    pub url: String,
    /// The header `webhook-id`.
    pub id: String,
    /// The header `webhook-timestamp`: when this attempt is made, in seconds.
    pub timestamp: i64,
    /// The header `webhook-signature`.
    pub signature: String,
    /// The body: JSON.
    pub body: String,
}

/// The response of a receiver.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The beginning of the body.
    pub body: Vec<u8>,
}

/// Why no receiver responded.
#[derive(Clone, Debug)]
pub struct Unsent {
    /// What happened.
    pub reason: String,
    /// Whether another attempt is useless.
    pub is_permanent: bool,
}

/// Sends messages over HTTP.
#[async_trait]
pub trait Sender: Send + Sync {
    /// Posts a message, and reads the status and the beginning of the response.
    ///
    /// # Errors
    /// If there is no response, or the address must not be reached.
    async fn send(&self, message: Message) -> Result<Answer, Unsent>;
}

/// Signs and sends a delivery.
///
/// # Errors
/// If the database fails.
pub(super) async fn send(
    context: &Context,
    sender: &dyn Sender,
    webhook: &webhook::Model,
    delivery: &webhook_delivery::Model,
) -> Result<Result<Answer, Unsent>, Error> {
    let is_test = delivery.event_id.is_none();
    if !webhook.enabled && !is_test {
        return Ok(Err(Unsent {
            reason: "the webhook was disabled".to_owned(),
            is_permanent: true,
        }));
    }
    let read = context.database().read();
    let mut keys = Vec::new();
    for row in secrets(read, webhook.organization_id, webhook.id).await? {
        let seal = Seal::WebhookSecret(row.id.as_bytes());
        match context.master_key().open(seal, &row.secret_encrypted) {
            Ok(key) => keys.push(key),
            Err(error) => {
                return Ok(Err(Unsent {
                    reason: error.to_string(),
                    is_permanent: false,
                }));
            }
        }
    }
    let id = delivery.id.to_string();
    let timestamp = context.now().unix_seconds();
    let message = Message {
        url: webhook.url.clone(),
        signature: signatures(&keys, &id, timestamp, &delivery.body),
        id,
        timestamp,
        body: delivery.body.clone(),
    };
    Ok(sender.send(message).await)
}
