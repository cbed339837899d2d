//! Settings: webhooks.

use contract::webhooks::WebhookDeliveryState;

use crate::components::SearchedWords;

pub const TITLE: &str = "Webhooks";
pub const LEAD: &str = "Events are sent to other services as they happen: signed, at least once, and in order for each account.";
pub const LABEL: &str = "Webhooks";
pub const NEW: &str = "Create webhook";
pub const NAME: &str = "Name";
pub const NAME_HINT: &str = "What it is for, such as Security monitoring";
pub const NAME_MISSING: &str = "Enter a name";
pub const URL: &str = "Address";
pub const URL_HINT: &str = "It begins with https://. The server must be allowed to reach it.";
pub const URL_MISSING: &str = "Enter a URL, such as https://hooks.example.com/latchkey";
pub const KINDS: &str = "Events";
pub const ALL_KINDS: &str = "All events";
pub const ALL_KINDS_HINT: &str = "Including types that later versions add";
pub const KINDS_MISSING: &str = "Choose at least one event type, or all events";
pub const STATUS: &str = "Status";
pub const ENABLED: &str = "Enabled";
pub const DISABLED: &str = "Disabled";
pub const DISABLED_BY_SERVER: &str = "Disabled after failing for 5 days";
pub const EMPTY_TITLE: &str = "No webhooks";
pub const EMPTY: &str =
    "Create one to send events to a security monitor, a chat or another program.";
pub const TEST: &str = "Send test";
pub const TESTED: &str = "Test sent. The delivery log shows the response";
pub const REPLAY_FAILED: &str = "Replay failed deliveries";
pub const EDIT: &str = "Edit";
pub const ENABLE: &str = "Enable";
pub const DISABLE: &str = "Disable";
pub const NEW_SECRET: &str = "Create second secret";
pub const OLD_SECRET: &str = "Delete older secret";
pub const DELETE: &str = "Delete";
pub const CREATED_TITLE: &str = "Your new webhook";
pub const SECRET: &str = "Secret";
pub const SECRET_ONCE: &str = "Copy it now; it won't be shown again. The receiver needs it to check that events come from this server.";

pub const LOG: &str = "Deliveries";
pub const LOG_LEAD: &str = "What was sent in the last 30 days, and how the receiver responded. A delivered event is sent again only if the response was lost.";
pub const LOG_LABEL: &str = "Delivery log of webhooks";
pub const EVENT: &str = "Event";
pub const EVENTS: SearchedWords = SearchedWords {
    label: EVENT,
    find: "Find an event type",
    none: "No matching event types",
    more: "There are more event types. Search to find others.",
};
pub const WEBHOOK: &str = "Webhook";
pub const RESPONSE: &str = "Response";
pub const ATTEMPTS: &str = "Attempts";
pub const CREATED: &str = "Created";
pub const DELETED_WEBHOOK: &str = "Deleted";
pub const LOG_EMPTY_TITLE: &str = "No deliveries";
pub const LOG_EMPTY: &str = "Events appear here when they are sent. Send a test to try a webhook.";
pub const NO_MATCH_TITLE: &str = "No matching deliveries";
pub const NO_MATCH: &str = "Remove the filter to see all.";
pub const TEST_EVENT: &str = "Test";
pub const REPLAY: &str = "Replay";
pub const REPLAYED: &str = "The delivery is queued";
pub const SENT_BODY: &str = "Sent";
pub const RESPONSE_BODY: &str = "Response (beginning)";
pub const LAST_ERROR: &str = "Last error";
pub const IDENTIFIER: &str = "webhook-id";
pub const NEXT_ATTEMPT: &str = "Next attempt";
pub const DELIVERED: &str = "Delivered";

pub fn actions_for(name: &str) -> String {
    format!("Actions for {name}")
}

pub fn kinds(count: usize) -> String {
    match count {
        0 => ALL_KINDS.to_owned(),
        1 => "1 event type".to_owned(),
        count => format!("{count} event types"),
    }
}

pub fn failing(since: &str) -> String {
    format!("Failing since {since}")
}

pub fn replayed(deliveries: u64) -> String {
    match deliveries {
        0 => "No delivery has failed".to_owned(),
        1 => "1 delivery is queued".to_owned(),
        deliveries => format!("{deliveries} deliveries are queued"),
    }
}

pub fn saved(name: &str) -> String {
    format!("{name} is saved")
}

pub fn delete_title(name: &str) -> String {
    format!("Delete {name}?")
}

pub fn delete_body(name: &str) -> String {
    format!("{name} gets no more events, and its delivery log is deleted. This cannot be undone.")
}

pub fn secret_title(name: &str) -> String {
    format!("Delete the older secret of {name}?")
}

pub const SECRET_BODY: &str = "Receivers that still use it will reject all events from now on.";

pub fn deleted(name: &str) -> String {
    format!("{name} is deleted")
}

pub fn state(state: WebhookDeliveryState) -> &'static str {
    match state {
        WebhookDeliveryState::Queued => "Waiting",
        WebhookDeliveryState::Delivered => "Delivered",
        WebhookDeliveryState::Failed => "Failed",
    }
}
