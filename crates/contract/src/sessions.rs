//! Signed-in sessions.

use rules::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ids::SessionId;

/// A live session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::session))]
pub struct Session {
    /// Identifier.
    pub id: SessionId,
    /// Whether the request was made with this session.
    pub current: bool,
    /// Browser and operating system, from the user agent: `Firefox on Linux`.
    #[cfg_attr(feature = "openapi", schema(example = "Firefox on Linux"))]
    pub device: String,
    /// The client's address at sign-in.
    pub address: String,
    /// When the person signed in.
    pub created_at: Timestamp,
    /// When it was last used, to the minute.
    pub last_used_at: Timestamp,
    /// When it expires if it is not used.
    pub expires_at: Timestamp,
}

/// The result of ending sessions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionsEnded {
    /// The number of sessions that were ended.
    #[cfg_attr(feature = "openapi", schema(example = 2))]
    pub ended: u64,
}
