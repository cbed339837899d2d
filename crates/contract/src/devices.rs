//! Devices without a browser, which show a code that the person enters in the User Portal (RFC 8628).

use rules::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::continuing::{RequestAnswer, RequestingApplication};

/// A code that a device shows.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FindDevice {
    /// The code, in any case, with or without hyphens and spaces.
    #[cfg_attr(feature = "openapi", schema(example = "BCDF-GHJK", max_length = 64))]
    pub user_code: String,
}

/// A device that waits for a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::waiting_device))]
pub struct WaitingDevice {
    /// The application on it.
    pub application: RequestingApplication,
    /// The name of the organization.
    pub organization: String,
    /// The scopes that it asks for.
    pub scopes: Vec<String>,
    /// The network address that it asked from.
    pub address: String,
    /// When it asked.
    pub requested_at: Timestamp,
    /// When its code expires.
    pub expires_at: Timestamp,
}

/// The person's answer to a device.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AnswerDevice {
    /// The code that the device shows.
    #[cfg_attr(feature = "openapi", schema(example = "BCDF-GHJK", max_length = 64))]
    pub user_code: String,
    /// The answer. With `approve`, the person also consents to the scopes.
    pub answer: RequestAnswer,
}

impl std::fmt::Debug for FindDevice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FindDevice(hidden)")
    }
}

impl std::fmt::Debug for AnswerDevice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AnswerDevice(hidden)")
    }
}
