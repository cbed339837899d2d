//! The device grant (RFC 8628): a device without a browser shows a code, which the person enters in a
//! browser.

use std::time::Duration;

use serde_json::json;

use crate::error::{ErrorCode, ProtocolError};
use crate::parameters::Parameters;
use crate::reply::Reply;
use crate::scope::{self, Scope, Scopes};
use crate::secret::Secret;

/// The page of the User Portal where the person enters the code.
pub const PAGE: &str = "/device";

/// The grant type of the token request.
pub const GRANT_TYPE: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// How long the person has to enter the code.
pub const LIFETIME: Duration = Duration::from_secs(10 * 60);

/// How often the device may ask. After each `slow_down`, this much is added.
pub const INTERVAL: Duration = Duration::from_secs(5);

/// Consonants that are not mistaken for each other and form no words (RFC 8628, 6.1). There are twenty,
/// so a code of eight has about 34 bits.
const ALPHABET: &[u8; 20] = b"BCDFGHJKLMNPQRSTVWXZ";

/// The number of letters of a user code.
const LETTERS: usize = 8;

/// Reads the scopes of a device authorization request.
///
/// # Errors
/// `invalid_request` if a parameter is repeated, `invalid_scope` without `openid`.
pub fn parse(form: &Parameters, offline: bool) -> Result<Scopes, ProtocolError> {
    let mut scopes = scope::parse(form.get("scope")?.unwrap_or_default());
    if !scopes.contains(&Scope::OpenId) {
        return Err(ProtocolError::new(
            ErrorCode::InvalidScope,
            "scope must contain openid",
        ));
    }
    if !offline {
        scopes.remove(&Scope::OfflineAccess);
    }
    Ok(scopes)
}

/// The code that the person enters, as it is stored: eight letters.
#[derive(Clone, PartialEq, Eq)]
pub struct UserCode(String);

impl UserCode {
    /// Makes a code of random bytes. Returns `None` if too many of them are unusable; try again with
    /// others. Each letter is equally likely. 32 bytes are practically always enough.
    pub fn from_random(bytes: &[u8]) -> Option<Self> {
        let letters = bytes.iter().map(|byte| usize::from(*byte));
        // 240 is the largest multiple of 20 in a byte.
        let letters = letters.filter(|number| *number < 240);
        let letters = letters.map(|number| char::from(ALPHABET[number % ALPHABET.len()]));
        let code: String = letters.take(LETTERS).collect();
        (code.len() == LETTERS).then_some(Self(code))
    }

    /// Reads what a person has typed, without regard to case, spaces and hyphens.
    pub fn parse(typed: &str) -> Option<Self> {
        if typed.len() > 64 {
            return None;
        }
        let letters = typed.chars().filter(|c| !matches!(c, ' ' | '-'));
        let code: String = letters.map(|c| c.to_ascii_uppercase()).collect();
        let known = code.bytes().all(|letter| ALPHABET.contains(&letter));
        (known && code.len() == LETTERS).then_some(Self(code))
    }

    /// The code as it is stored.
    pub fn stored(&self) -> &str {
        &self.0
    }

    /// The code as it is shown: two groups of four.
    pub fn shown(&self) -> String {
        let (left, right) = self.0.split_at(LETTERS / 2);
        format!("{left}-{right}")
    }
}

impl std::fmt::Debug for UserCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("UserCode(hidden)")
    }
}

/// The response to the device. The person enters the code on a page of the `issuer`. The complete address
/// fills it in, and approves nothing: the page asks the person to compare it with that of the device,
/// because anybody can send a link with the code of another device (RFC 8628, 5.4).
pub fn reply(device_code: &Secret, user_code: &UserCode, issuer: &str) -> Reply {
    let (page, code) = (format!("{issuer}{PAGE}"), user_code.shown());
    let document = json!({
        "device_code": device_code.reveal(),
        "user_code": code,
        // A code needs no encoding.
        "verification_uri_complete": format!("{page}?user_code={code}"),
        "verification_uri": page,
        "expires_in": LIFETIME.as_secs(),
        "interval": INTERVAL.as_secs(),
    });
    Reply::json(200, &document)
}

/// What the device has to wait for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pending {
    /// The person has not answered yet.
    Waiting,
    /// The device asks too often.
    TooOften,
    /// The person refused.
    Denied,
    /// The code has expired.
    Expired,
}

impl From<Pending> for ProtocolError {
    fn from(pending: Pending) -> Self {
        match pending {
            Pending::Waiting => Self::new(
                ErrorCode::AuthorizationPending,
                "The person has not approved the device yet",
            ),
            Pending::TooOften => Self::new(
                ErrorCode::SlowDown,
                "Wait five more seconds between requests",
            ),
            Pending::Denied => Self::new(ErrorCode::AccessDenied, "The person refused"),
            Pending::Expired => Self::new(ErrorCode::ExpiredToken, "The device code has expired"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let code = UserCode::from_random(&[0, 1, 2, 3, 255, 240, 19, 20, 39, 59, 1]).unwrap();
        assert_eq!(code.stored(), "BCDFZBZZ");
        assert_eq!(code.shown(), "BCDF-ZBZZ");
        assert!(!format!("{code:?}").contains("BCDF"));
        for typed in ["BCDF-ZBZZ", "bcdfzbzz", " bcdf zbzz ", "b-c-d-f-z-b-z-z"] {
            assert_eq!(UserCode::parse(typed), Some(code.clone()), "{typed}");
        }
        let long = format!("{}BCDFZBZZ", " ".repeat(100));
        for typed in [
            "",
            "BCDF-ZBZ",
            "BCDF-ZBZZB",
            "ACDF-ZBZZ",
            "BCDF_ZBZZ",
            "ＢCDFZBZZ",
            long.as_str(),
        ] {
            assert_eq!(UserCode::parse(typed), None, "{typed}");
        }
        assert_eq!(UserCode::from_random(&[255; 32]), None);
        assert_eq!(UserCode::from_random(&[1; 7]), None);
    }

    #[test]
    fn the_response_says_where_to_enter_the_code() {
        let code = UserCode::parse("BCDF-ZBZZ").unwrap();
        let reply = reply(
            &Secret::new("GmRhmhcxhwAzkoEqiMEg"),
            &code,
            "https://id.example.com",
        );
        let document: serde_json::Value = serde_json::from_str(&reply.body).unwrap();
        assert_eq!(
            document,
            json!({
                "device_code": "GmRhmhcxhwAzkoEqiMEg",
                "user_code": "BCDF-ZBZZ",
                "verification_uri": "https://id.example.com/device",
                "verification_uri_complete": "https://id.example.com/device?user_code=BCDF-ZBZZ",
                "expires_in": 600,
                "interval": 5,
            })
        );
        assert_eq!(reply.header("cache-control"), Some("no-store"));
        let waiting = Reply::error(Pending::Waiting.into());
        assert_eq!(waiting.status, 400);
        assert!(waiting.body.contains("authorization_pending"));
    }
}
