//! Browsers in which a person has signed in to the account.

use rules::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ids::KnownBrowserId;

/// A browser that is known to an account, because someone has signed in to the account in it. A lock
/// after wrong passwords does not refuse it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::known_browser))]
pub struct KnownBrowser {
    /// Identifier.
    pub id: KnownBrowserId,
    /// Whether the request was made in this browser.
    pub current: bool,
    /// Browser and operating system at the last sign-in, from the user agent: `Firefox on Linux`.
    #[cfg_attr(feature = "openapi", schema(example = "Firefox on Linux"))]
    pub device: String,
    /// The first sign-in in this browser.
    pub first_sign_in_at: Timestamp,
    /// The last sign-in in this browser.
    pub last_sign_in_at: Timestamp,
    /// When it is forgotten unless the person signs in again.
    pub expires_at: Timestamp,
}
