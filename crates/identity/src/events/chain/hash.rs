use std::collections::BTreeMap;

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use contract::events::chain::EventCheckpoint;
use contract::events::{Event, EventParty, Outcome};
use contract::ids::OrganizationId;
use serde_json::{Value, json};

/// A SHA-256 hash.
pub(super) type Hash = [u8; 32];

/// What the first link has as the hash of the previous one.
pub(super) const BEGINNING: Hash = [0; 32];

/// The details that an event which counts repeated failures changes.
const COUNTED: [&str; 2] = ["attempts", "last_at"];

/// The hash of an event without what it counts, so that it is the same at each of its positions. What is
/// hashed is a JSON array, as docs/events.md describes it.
pub(super) fn digest_of(organization: OrganizationId, event: &Event) -> Hash {
    let party = |party: &EventParty| json!([party.kind, party.id, party.name, party.email]);
    let counts = counts(event);
    let detail = event.detail.iter();
    let detail: BTreeMap<&String, &String> = detail
        .filter(|(name, _)| !(counts && COUNTED.contains(&name.as_str())))
        .collect();
    hash(&json!([
        "latchkey-event-1",
        organization,
        event.id,
        event.at.unix_millis(),
        event.action,
        event.outcome,
        party(&event.actor),
        event.target.as_ref().map(party),
        event.address,
        event.device,
        detail,
    ]))
}

/// The number of failures that an event counts; 1 for any other event.
pub(super) fn attempts_of(event: &Event) -> u64 {
    let count = event.detail.get("attempts").filter(|_| counts(event));
    count.and_then(|count| count.parse().ok()).unwrap_or(1)
}

/// Whether an event counts. Only failures do, so nothing can be added to any other event.
fn counts(event: &Event) -> bool {
    event.outcome == Outcome::Failure && event.detail.contains_key("last_at")
}

/// The hash of a link.
pub(super) fn link_of(previous: &Hash, position: u64, attempts: u64, digest: &Hash) -> Hash {
    hash(&json!([
        "latchkey-event-link-1",
        encode(previous),
        position,
        attempts,
        encode(digest),
    ]))
}

/// What the signature of a checkpoint signs.
pub(super) fn signed_part(checkpoint: &EventCheckpoint) -> String {
    json!([
        "latchkey-event-checkpoint-1",
        checkpoint.id,
        checkpoint.organization_id,
        checkpoint.position,
        checkpoint.hash,
        checkpoint.at.unix_millis(),
        checkpoint.starts_chain,
    ])
    .to_string()
}

/// Bytes as base64url.
pub(super) fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn hash(value: &Value) -> Hash {
    let mut hash = BEGINNING;
    hash.copy_from_slice(digest(&SHA256, value.to_string().as_bytes()).as_ref());
    hash
}
