//! Activations and suspensions of users that happen on a date.

pub use rules::scheduled_change::ScheduledAction;
use rules::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ids::{ScheduledChangeId, UserId};

/// An activation or suspension that is due on a date. It is deleted when it is performed or canceled;
/// the events have the outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::scheduled_change))]
pub struct ScheduledChange {
    /// Identifier.
    pub id: ScheduledChangeId,
    /// The user.
    pub user_id: UserId,
    /// The user's name; absent if the caller may not read users.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_name: Option<String>,
    /// The user's email; absent if the caller may not read users.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_email: Option<String>,
    /// What is done.
    pub action: ScheduledAction,
    /// When it is due. It is performed within a minute.
    pub at: Timestamp,
    /// The same time in the organization's time zone.
    pub local_time: String,
    /// The organization's time zone.
    pub time_zone: String,
    /// Why; shown to administrators only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Whether an activation sends the user an email.
    pub sends_email: bool,
    /// The address that the activation email goes to, if it is not the company email.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email_to: Option<String>,
    /// The name of the administrator or API key that scheduled it.
    pub scheduled_by: String,
    /// When it was scheduled.
    pub created_at: Timestamp,
}

/// Schedules an activation or suspension.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::schedule_change))]
pub struct ScheduleChange {
    /// What to do.
    pub action: ScheduledAction,
    /// When: a time without an offset, such as `2030-03-01T18:00`, in the organization's time zone, or
    /// a time with one (RFC 3339). If clocks are set back and the time occurs twice, the first one is
    /// meant. A time that is skipped because clocks are set forward is refused.
    #[cfg_attr(feature = "openapi", schema(max_length = 40))]
    pub at: String,
    /// Why; shown to administrators only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub note: Option<String>,
    /// Whether an activation sends the user an email, as an immediate one does.
    #[serde(default = "yes")]
    pub sends_email: bool,
    /// Another address for the activation email. It is used once, and is not stored as an address of
    /// the user. The user must not have a password.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 254))]
    pub email_to: Option<String>,
}

const fn yes() -> bool {
    true
}
