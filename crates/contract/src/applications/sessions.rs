//! Where users are signed in, and what was wrong with the requests of an application.

use rules::application::IconColor;
use rules::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::ids::{ApplicationId, ApplicationSessionId, UserId};

/// An application in which the caller is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::my_application_session))]
pub struct MyApplicationSession {
    /// Identifier.
    pub id: ApplicationSessionId,
    /// The application.
    pub application_id: ApplicationId,
    /// Its name.
    pub name: String,
    /// The letter of its icon.
    pub letter: String,
    /// The color of its icon.
    pub color: IconColor,
    /// The browser and operating system in which it was opened.
    pub device: String,
    /// Whether it was opened in the session that makes this request.
    pub current: bool,
    /// When it was first opened in the session.
    pub opened_at: Timestamp,
    /// When it was last opened in the session.
    pub last_at: Timestamp,
}

/// A user who is signed in to an application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::application_session))]
pub struct ApplicationSession {
    /// Identifier: the `sid` in tokens.
    pub id: ApplicationSessionId,
    /// The user.
    pub user_id: UserId,
    /// The user's name.
    pub name: String,
    /// The user's email address.
    pub email: String,
    /// The browser and operating system in which it was opened.
    pub device: String,
    /// When it was first opened in the session.
    pub opened_at: Timestamp,
    /// When it was last opened in the session.
    pub last_at: Timestamp,
}

/// What was wrong with requests of an application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::application_problem))]
pub struct ApplicationProblem {
    /// The error code of the protocol, or `refused` if the application was not notified.
    pub code: String,
    /// What was wrong, and what to do about it.
    pub message: String,
    /// What the request contained, such as the redirect URI; absent if it would not help.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received: Option<String>,
    /// The number of consecutive requests with this problem.
    pub count: u64,
    /// When it first happened.
    pub first_at: Timestamp,
    /// When it last happened.
    pub last_at: Timestamp,
}

/// What an application learns about a user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::claims_preview))]
pub struct ClaimsPreview {
    /// The claims of an ID token that the user would get now with all scopes, without `nonce`, `sid` and
    /// `at_hash`, which depend on the request.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub id_token: Map<String, Value>,
    /// The response of the userinfo endpoint.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub userinfo: Map<String, Value>,
    /// The size of the ID token in bytes. Some applications refuse more than 4,096.
    pub id_token_bytes: u64,
}
