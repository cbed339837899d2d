//! Events: every security-relevant act, append-only.

use std::collections::BTreeMap;

pub use rules::event::{Outcome, PartyKind};
use rules::time::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::ids::EventId;

/// The code of every act that there are events of: what `action` can be, and be filtered by.
pub const ACTIONS: [&str; 53] = [
    "sign_in.succeeded",
    "sign_in.failed",
    "sign_in.refused",
    "sign_in.factor_failed",
    "session.signed_out",
    "session.ended",
    "session.refresh_token_reused",
    "session.proved",
    "session.proof_failed",
    "account.locked",
    "factor.added",
    "factor.removed",
    "factor.renamed",
    "factor.copied",
    "factors.reset",
    "recovery_codes.made",
    "recovery_code.used",
    "mfa.enrolment_extended",
    "recovery_email.entered",
    "recovery_email.verified",
    "recovery_email.removed",
    "recovery_email.change_failed",
    "password.changed",
    "password.change_failed",
    "password.expired",
    "password.reset",
    "password.reset_requested",
    "password.reset_sent",
    "password.reset_link_made",
    "password.reset_factor_failed",
    "password.temporary_set",
    "user.created",
    "user.updated",
    "user.profile_updated",
    "user.activated",
    "user.activation_sent",
    "user.activated_by_link",
    "user.suspended",
    "user.unlocked",
    "user.deleted",
    "administrator.invited",
    "administrator.invitation_sent",
    "administrator.invitation_accepted",
    "administrator.updated",
    "administrator.activated",
    "administrator.suspended",
    "administrator.unlocked",
    "administrator.removed",
    "organization.created",
    "organization.updated",
    "api_key.created",
    "api_key.revoked",
    "mail.test_sent",
];

/// An event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::event))]
pub struct Event {
    /// Identifier, in the order in which events were written.
    pub id: EventId,
    /// When.
    pub at: Timestamp,
    /// What was done: `user.created`, `sign_in.failed`, …. The list of events names them all.
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
