//! Passwords that are not printed.

use std::{fmt, str};

/// A password from a request. `Debug` hides it.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(Vec<u8>);

impl Password {
    /// Wraps a password.
    pub fn new(password: impl Into<Vec<u8>>) -> Self {
        Self(password.into())
    }

    /// The password itself. `None` if it is not UTF-8, so that it is no password of an account.
    pub fn reveal(&self) -> Option<&str> {
        str::from_utf8(&self.0).ok()
    }

    /// Whether it is empty.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(hidden)")
    }
}
