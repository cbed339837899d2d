//! Events: every security-relevant act, append-only.

use std::collections::BTreeMap;

use rules::time::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::ids::EventId;

/// Who did it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ActorKind {
    /// A user.
    User,
    /// An administrator.
    Administrator,
    /// A program with an API key.
    ApiKey,
    /// The server itself: a schedule, or the command line.
    System,
    /// Somebody who has not signed in.
    Anonymous,
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Outcome {
    /// It was done.
    Success,
    /// It was refused.
    Failure,
}

/// An event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Event {
    /// Identifier, in the order in which events were written.
    pub id: EventId,
    /// When.
    pub at: Timestamp,
    /// What was done: `user.created`, `sign_in.failed`, ….
    #[cfg_attr(feature = "openapi", schema(example = "user.suspended"))]
    pub action: String,
    /// How it ended.
    pub outcome: Outcome,
    /// Who.
    pub actor: EventParty,
    /// Whom it was done to; absent when to nobody in particular.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<EventParty>,
    /// The client's address; absent for acts of the server itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The browser and system; absent when unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device: Option<String>,
    /// What else is worth knowing: `reason`, `fields`, ….
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub detail: BTreeMap<String, String>,
}

/// Somebody or something that an event speaks of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EventParty {
    /// `user`, `administrator`, `api_key`, `organization`, `system`, `anonymous`.
    pub kind: String,
    /// Identifier, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Uuid>,
    /// The name at that time.
    pub name: String,
}
