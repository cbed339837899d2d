//! Whether an account can sign in, in one word.

use super::judge::{Proved, SignInFacts};
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
