//! The hash chain of events: its signed checkpoints, and the lines of the file that contains it.

use rules::time::Timestamp;
use serde::{Deserialize, Serialize};

use super::Event;
use crate::ids::{EventCheckpointId, OrganizationId};

/// The format of the file and of all that is hashed for it. Another one would get another name.
pub const CHAIN_FORMAT: &str = "latchkey-event-chain-1";

/// A signed statement of how the hash chain of the events is at a position. A copy in another place can
/// later prove that no event up to this position was changed, added or removed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::event_checkpoint))]
pub struct EventCheckpoint {
    /// Identifier.
    pub id: EventCheckpointId,
    /// The organization whose events these are.
    pub organization_id: OrganizationId,
    /// The position of the last event that it covers.
    pub position: u64,
    /// The hash of the chain at this position: SHA-256, as base64url.
    pub hash: String,
    /// When it was signed.
    pub at: Timestamp,
    /// Whether the events up to this position were deleted because of their age, so that the chain starts
    /// here.
    pub starts_chain: bool,
    /// The server's public key for checkpoints (Ed25519), as base64url.
    pub public_key: String,
    /// The signature, as base64url.
    pub signature: String,
}

/// An event in the chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ChainedEvent {
    /// Its position. An event that counts repeated failures has several.
    pub position: u64,
    /// The number of failures that the event counted at this position; 1 for any other event.
    pub attempts: u64,
    /// SHA-256 of the event, without what it counts, as base64url.
    pub digest: String,
    /// SHA-256 of all this and of the previous hash, as base64url.
    pub hash: String,
    /// The event; absent if it is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<Event>,
}

/// The beginning of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ChainBeginning {
    /// The format of the file: [`CHAIN_FORMAT`].
    pub format: String,
    /// The organization.
    pub organization_id: OrganizationId,
}

/// A line of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChainLine {
    /// The first line.
    Chain(ChainBeginning),
    /// An event.
    Event(Box<ChainedEvent>),
    /// A checkpoint, after the event at its position.
    Checkpoint(EventCheckpoint),
    /// An event that has a position in the database, but no link there, so the server has not recorded it like
    /// this. No chain with such a line is verified.
    Unlinked(Box<Event>),
}
