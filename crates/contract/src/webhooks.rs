//! Webhooks: events are sent to another service as they happen, signed as
//! [Standard Webhooks](https://www.standardwebhooks.com) describes.

use rules::Named;
use rules::extensible::Extensible;
use rules::time::Timestamp;
pub use rules::webhook::WebhookDeliveryState;
use serde::{Deserialize, Serialize};

use crate::change;
use crate::events::EventAction;
use crate::ids::{EventId, WebhookDeliveryId, WebhookId, WebhookSecretId};

/// The type of a test, in the place of the kind of event.
pub const TEST_TYPE: &str = "webhook.test";

/// The `type` of a message to a webhook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PayloadType {
    /// An event with this action.
    Event(EventAction),
    /// A test: [`TEST_TYPE`].
    Test,
}

impl Named for PayloadType {
    fn as_str(self) -> &'static str {
        match self {
            Self::Event(action) => action.as_str(),
            Self::Test => TEST_TYPE,
        }
    }

    fn parse(name: &str) -> Option<Self> {
        match name {
            TEST_TYPE => Some(Self::Test),
            code => EventAction::parse(code).map(Self::Event),
        }
    }
}

/// A webhook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::webhook))]
pub struct Webhook {
    /// Identifier.
    pub id: WebhookId,
    /// What the webhook is for.
    pub name: String,
    /// The address that events are sent to. Without `organization:write`, only its scheme, host and
    /// port, because the rest may be a secret of the receiver.
    pub url: String,
    /// The event types that are sent. Empty: all types, including types that later versions add.
    /// During an upgrade, there can be types that only the newer version knows.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>))]
    pub events: Vec<Extensible<EventAction>>,
    /// Whether events are sent. Those that happen in the meantime are not sent later.
    pub enabled: bool,
    /// The secrets that sign what is sent, oldest first: one or two.
    pub secrets: Vec<WebhookSecret>,
    /// Since when every attempt has failed; absent if the last one succeeded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failing_since: Option<Timestamp>,
    /// When the server disabled the webhook, because it had failed for 5 days; absent if it did not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disabled_at: Option<Timestamp>,
    /// The name of the administrator who created it.
    pub created_by: String,
    /// When it was created.
    pub created_at: Timestamp,
    /// The version for `If-Match`. The `ETag` header begins with it. What deliveries show does not
    /// change it.
    pub version: u64,
}

/// A secret of a webhook, without the secret itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::webhook_secret))]
pub struct WebhookSecret {
    /// Identifier.
    pub id: WebhookSecretId,
    /// The first characters of the secret, for identification.
    pub hint: String,
    /// When it was created.
    pub created_at: Timestamp,
}

/// Creates a webhook.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateWebhook {
    /// What the webhook is for.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 100, example = "Security monitoring")
    )]
    pub name: String,
    /// The address that events are sent to. It begins with `https://`. An address that begins with
    /// `http://` is accepted for a host of your own network.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 2000, example = "https://hooks.example.com/latchkey")
    )]
    pub url: String,
    /// The event types to send. Empty: all types, including types that later versions add. An unknown type is
    /// refused with the code `unknown`.
    #[serde(default)]
    #[cfg_attr(
        feature = "openapi",
        schema(
            value_type = Vec<crate::documented::EventCode>,
            max_items = 200,
            example = json!(["user.created", "user.suspended"])
        )
    )]
    pub events: Vec<Extensible<EventAction>>,
}

/// Updates a webhook. Omitted fields stay unchanged.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UpdateWebhook {
    /// What the webhook is for.
    #[serde(
        deserialize_with = "change::value",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(
        feature = "openapi",
        schema(value_type = String, max_length = 100, example = "Security monitoring")
    )]
    pub name: Option<String>,
    /// The address that events are sent to. Queued events are sent to the new address.
    #[serde(
        deserialize_with = "change::value",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(
        feature = "openapi",
        schema(
            value_type = String,
            max_length = 2000,
            example = "https://hooks.example.com/latchkey"
        )
    )]
    pub url: Option<String>,
    /// The event types to send. Empty: all types. A type that the webhook already has is accepted
    /// even if only a newer version knows it.
    #[serde(
        deserialize_with = "change::value",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(
        feature = "openapi",
        schema(
            value_type = Vec<crate::documented::EventCode>,
            max_items = 200,
            example = json!(["user.created"])
        )
    )]
    pub events: Option<Vec<Extensible<EventAction>>>,
    /// Whether events are sent. Disabling marks queued deliveries as failed; they can be replayed
    /// later.
    #[serde(
        deserialize_with = "change::value",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = bool, example = true))]
    pub enabled: Option<bool>,
}

/// A new webhook with its secret. The secret is shown only in this response.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WebhookCreated {
    /// The webhook.
    pub webhook: Webhook,
    /// The secret that signs what is sent. It cannot be shown again.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "whsec_T0pVd1NvQW5xN1l6bE4yR2h4SzRmOXRQYzNVZXJXbUE=")
    )]
    pub secret: String,
}

/// A new secret of a webhook. The secret is shown only in this response.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WebhookSecretCreated {
    /// The secret's details.
    pub webhook_secret: WebhookSecret,
    /// The secret itself. It cannot be shown again.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "whsec_T0pVd1NvQW5xN1l6bE4yR2h4SzRmOXRQYzNVZXJXbUE=")
    )]
    pub secret: String,
}

/// The delivery of an event to a webhook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::webhook_delivery))]
pub struct WebhookDelivery {
    /// Identifier: the header `webhook-id`, the same in every attempt and replay.
    pub id: WebhookDeliveryId,
    /// The webhook.
    pub webhook_id: WebhookId,
    /// The event; absent for a test.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event_id: Option<EventId>,
    /// The kind of event, or `webhook.test`.
    pub event: String,
    /// The state of the delivery.
    pub state: WebhookDeliveryState,
    /// The number of attempts so far, since the last replay.
    pub attempts: u32,
    /// The body that is sent.
    pub body: String,
    /// The HTTP status of the last response; absent if there was none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response_status: Option<u16>,
    /// The beginning of the body of the last response: at most 1 KiB.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response_body: Option<String>,
    /// The error of the last failed attempt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_error: Option<String>,
    /// When the event happened.
    pub created_at: Timestamp,
    /// When the next attempt is due, unless an earlier delivery about the same account is queued.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_attempt_at: Option<Timestamp>,
    /// When the receiver accepted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivered_at: Option<Timestamp>,
}

/// What was replayed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WebhookReplayed {
    /// The number of deliveries that are queued again.
    #[cfg_attr(feature = "openapi", schema(example = 12))]
    pub deliveries: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_payload_is_an_event_or_a_test() {
        for action in EventAction::ALL {
            let payload = PayloadType::Event(action);
            assert_eq!(PayloadType::parse(action.as_str()), Some(payload));
            assert_eq!(payload.as_str(), action.as_str());
        }
        assert_eq!(PayloadType::parse(TEST_TYPE), Some(PayloadType::Test));
        assert_eq!(PayloadType::Test.as_str(), TEST_TYPE);
        assert_eq!(EventAction::parse(TEST_TYPE), None);
        assert_eq!(PayloadType::parse("moon.landed"), None);
    }
}
