//! Whether an account can sign in, in one word.

use super::may_sign_in::{Proved, SignInFacts};
use crate::time::Timestamp;

crate::named_values! {
    /// Whether a user can sign in now.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    #[cfg_attr(feature = "openapi", schema(example = "cannot"))]
    pub enum SignInVerdict {
        /// With the password and, if one is due, a factor.
        Can = "can",
        /// The same, but the user must choose a new password.
        CanAfterNewPassword = "can_after_new_password",
        /// Only in a browser that is known to the account, or with a passkey.
        OnlyKnownBrowsers = "only_known_browsers",
        /// Not at all.
        Cannot = "cannot",
    }
}

/// The ways into an account that depend on more than its own facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaysIn {
    /// Whether the account has a password that would be verified in a browser that is not known to
    /// it.
    pub password_is_verified: bool,
    /// Whether it has a password, and a browser is known to it.
    pub known_browser: bool,
    /// Whether it can sign in with a passkey.
    pub passkey: bool,
}

impl SignInFacts {
    /// Whether the account can sign in at `now`.
    pub fn verdict(&self, ways: WaysIn, now: Timestamp) -> SignInVerdict {
        let admits = |proved| self.refusal(proved, now).is_none();
        if ways.password_is_verified && admits(Proved::PasswordOfStranger) {
            match self.replacement(now) {
                Some(_) => SignInVerdict::CanAfterNewPassword,
                None => SignInVerdict::Can,
            }
        } else if (ways.passkey || ways.known_browser) && admits(Proved::More) {
            SignInVerdict::OnlyKnownBrowsers
        } else {
            SignInVerdict::Cannot
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::UserState;
    use crate::status::{Lock, LockReason, PasswordFacts};

    const NOW: Timestamp = Timestamp::from_unix_millis(2_000);

    fn facts(lock: Option<LockReason>) -> SignInFacts {
        SignInFacts {
            organization_suspended: false,
            state: UserState::Active,
            password: PasswordFacts {
                set_at: Some(NOW),
                lock: lock.map(|reason| Lock {
                    reason,
                    at: NOW,
                    until: None,
                }),
                ..PasswordFacts::default()
            },
            temporary: false,
            terms_due: false,
        }
    }

    #[test]
    fn a_known_browser_and_a_passkey_are_ways_around_a_lock_by_strangers() {
        use SignInVerdict::{Can, Cannot, OnlyKnownBrowsers};
        let guessed = Some(LockReason::FailedPasswordAttempts);
        let full = Some(LockReason::Administrator);
        for (lock, password_is_verified, known_browser, passkey, expected) in [
            (None, true, false, false, Can),
            (None, false, false, false, Cannot),
            (None, false, true, false, OnlyKnownBrowsers),
            (None, false, false, true, OnlyKnownBrowsers),
            (guessed, true, false, false, Cannot),
            (guessed, true, true, false, OnlyKnownBrowsers),
            (guessed, false, false, true, OnlyKnownBrowsers),
            (full, true, true, true, Cannot),
        ] {
            let ways = WaysIn {
                password_is_verified,
                known_browser,
                passkey,
            };
            assert_eq!(
                facts(lock).verdict(ways, NOW),
                expected,
                "{lock:?} {ways:?}"
            );
        }
    }

    #[test]
    fn a_password_that_must_be_replaced_is_said_so() {
        let mut temporary = facts(None);
        temporary.temporary = true;
        let mut expired = facts(None);
        expired.password.expires_at = Some(NOW);
        let ways = WaysIn {
            password_is_verified: true,
            known_browser: false,
            passkey: false,
        };
        for facts in [temporary, expired] {
            let verdict = facts.verdict(ways, NOW);
            assert_eq!(verdict, SignInVerdict::CanAfterNewPassword);
        }
    }
}
