//! Webhooks and their deliveries as the API and events show them.

use contract::events::PartyKind;
use contract::ids::{EventId, WebhookDeliveryId, WebhookId};
use contract::webhooks::{Webhook, WebhookDelivery, WebhookSecret};
use entity::{webhook, webhook_delivery};
use rules::role::Permission;
use url::Url;

use crate::actor::{AdminPrincipal, Party};

/// Builds the API's representation of a webhook.
pub(super) fn show(row: webhook::Model, secrets: Vec<WebhookSecret>) -> Webhook {
    Webhook {
        id: WebhookId(row.id),
        name: row.name,
        url: row.url,
        events: row.events.0,
        enabled: row.enabled,
        secrets,
        failing_since: row.failing_since,
        disabled_at: row.disabled_at,
        created_by: row.created_by,
        created_at: row.created_at,
        version: row.version.into(),
    }
}

/// As [`show`], with the whole address only for those who may change it.
pub(super) fn show_to(
    principal: &AdminPrincipal,
    row: webhook::Model,
    secrets: Vec<WebhookSecret>,
) -> Webhook {
    let mut shown = show(row, secrets);
    if !principal.may(Permission::OrganizationWrite) {
        shown.url = origin(&shown.url);
    }
    shown
}

/// Builds the API's representation of a delivery.
pub(super) fn show_delivery(row: webhook_delivery::Model) -> WebhookDelivery {
    WebhookDelivery {
        id: WebhookDeliveryId(row.id),
        webhook_id: WebhookId(row.webhook_id),
        event_id: row.event_id.map(EventId),
        event: row.event.into(),
        state: row.state,
        attempts: u32::try_from(row.attempts).unwrap_or_default(),
        body: row.body,
        response_status: row
            .response_status
            .and_then(|status| u16::try_from(status).ok()),
        response_body: row.response_body,
        last_error: row.last_error,
        created_at: row.created_at,
        next_attempt_at: row.next_attempt_at,
        delivered_at: row.delivered_at,
    }
}

/// The scheme, host and port of an address. The rest of it often is a secret that lets anybody send
/// messages to the receiver.
pub(super) fn origin(address: &str) -> String {
    let url = Url::parse(address);
    url.map_or_else(|_| String::new(), |url| url.origin().ascii_serialization())
}

/// The webhook as the target of an event.
pub(super) fn party(row: &webhook::Model) -> Party {
    Party {
        kind: PartyKind::Webhook,
        id: Some(row.id),
        name: row.name.clone(),
        email: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_all_that_is_not_secret() {
        for (address, shown) in [
            (
                "https://hooks.example.com/T0/B0/secret?key=7",
                "https://hooks.example.com",
            ),
            ("http://10.1.2.3:8080/hook", "http://10.1.2.3:8080"),
            ("http://[::1]:9000/", "http://[::1]:9000"),
            ("unreadable", ""),
        ] {
            assert_eq!(origin(address), shown);
        }
    }
}
