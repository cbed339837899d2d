//! The lifetimes of sessions, sign-ins and tokens, in one place for emails, screens and the server.
//! Those of links are in [`crate::links`].

use std::time::Duration;

const HOUR: Duration = Duration::from_secs(60 * 60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// From the decision to delete an organization to its deletion. In this time, it can be canceled.
pub const ORGANIZATION_DELETION: Duration = DAY.saturating_mul(7);
/// A sign-in in progress, from the email to the last step.
pub const SIGN_IN_TRANSACTION: Duration = Duration::from_secs(10 * 60);
/// An access token. A revocation takes effect earlier, because every request checks the session.
pub const ACCESS_TOKEN: Duration = Duration::from_secs(5 * 60);
/// A SAML assertion. The application accepts it once, when the user signs in.
pub const ASSERTION: Duration = Duration::from_secs(5 * 60);
/// An ID token. Applications read it once, when the user signs in.
pub const ID_TOKEN: Duration = Duration::from_secs(10 * 60);
/// A request of an application that waits for a person to sign in.
pub const AUTHORIZATION_REQUEST: Duration = Duration::from_secs(10 * 60);
/// How long a wrong code of a device counts against the user who entered it.
pub const WRONG_USER_CODES: Duration = HOUR;
/// How long a used refresh token of an application is accepted again, because the response to its use
/// may have been lost.
pub const LOST_TOKEN_RESPONSE: Duration = Duration::from_secs(30);
/// How long a used refresh token is accepted again from the browser that used it, whose response may
/// have been lost.
pub const LOST_ANSWER: Duration = Duration::from_secs(10);
/// A User Portal session that is not used.
pub const USER_SESSION_IDLE: Duration = DAY;
/// An Admin Portal session that is not used.
pub const ADMINISTRATOR_SESSION_IDLE: Duration = HOUR;
/// How recent the last authentication of a session must be for a sensitive action.
pub const FRESH_PROOF: Duration = Duration::from_secs(5 * 60);
/// How long an application that requires a factor waits for it.
pub const WAIT_FOR_FACTOR: Duration = Duration::from_secs(10 * 60);
/// The maximum lifetime of any session.
pub const SESSION: Duration = DAY.saturating_mul(30);
/// How long a browser stays known to an account after it signed in to it.
pub const KNOWN_BROWSER: Duration = DAY.saturating_mul(180);
/// A temporary password, from when an administrator sets it.
pub const TEMPORARY_PASSWORD: Duration = DAY;
/// How long the result of a request with an `Idempotency-Key` is remembered.
pub const IDEMPOTENCY_KEY: Duration = DAY;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_issued_lives_for_a_limited_time() {
        for (what, lifetime, seconds) in [
            ("a used refresh token, in its browser", LOST_ANSWER, 10),
            (
                "a used refresh token, of an application",
                LOST_TOKEN_RESPONSE,
                30,
            ),
            ("an access token", ACCESS_TOKEN, 300),
            ("a SAML assertion", ASSERTION, 300),
            ("a proof for a sensitive action", FRESH_PROOF, 300),
            ("a sign-in in progress", SIGN_IN_TRANSACTION, 600),
            ("an ID token", ID_TOKEN, 600),
            ("a request of an application", AUTHORIZATION_REQUEST, 600),
            ("the wait for a factor", WAIT_FOR_FACTOR, 600),
            ("a wrong code of a device", WRONG_USER_CODES, 3_600),
            (
                "an idle session of an administrator",
                ADMINISTRATOR_SESSION_IDLE,
                3_600,
            ),
            ("an idle session of a user", USER_SESSION_IDLE, 86_400),
            ("a temporary password", TEMPORARY_PASSWORD, 86_400),
            ("an idempotency key", IDEMPOTENCY_KEY, 86_400),
            (
                "an organization that will be deleted",
                ORGANIZATION_DELETION,
                604_800,
            ),
            ("any session", SESSION, 2_592_000),
            ("a known browser", KNOWN_BROWSER, 15_552_000),
        ] {
            assert_eq!(lifetime.as_secs(), seconds, "{what}");
        }
    }
}
