//! Webhooks: events that are sent to another service.

crate::named_values! {
    /// The state of the delivery of an event to a webhook.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    pub enum WebhookDeliveryState {
        /// Waiting for the first or next attempt, or for an earlier delivery about the same account.
        Queued = "queued",
        /// Accepted by the receiver.
        Delivered = "delivered",
        /// Given up. It can be replayed.
        Failed = "failed",
    }
}

/// The maximum number of webhooks of an organization. Each event is compared with all of them.
pub const MOST_WEBHOOKS: u64 = 20;
/// The maximum number of secrets of a webhook, so that one can be replaced while the other still works.
pub const MOST_WEBHOOK_SECRETS: u64 = 2;
/// The maximum length of the address of a webhook, in characters.
pub const LONGEST_WEBHOOK_URL: usize = 2_000;
/// How many bytes of a receiver's response are kept.
pub const KEPT_RESPONSE: usize = 1_024;
/// A webhook is disabled when it has failed for so many days without a success.
pub const FAILING_DAYS: u32 = 5;
/// How many days deliveries are kept in the log.
pub const KEPT_DELIVERY_DAYS: u32 = 30;
