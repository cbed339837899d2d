//! The state of a page whose button uses the link that opened it.

use client::Error;
use portal_kit::failure::explain;
use portal_kit::links::is_unusable;

/// What has become of the link.
#[derive(Clone, PartialEq)]
pub enum LinkState {
    /// It was opened; nothing has happened yet.
    Opened,
    /// It is being used.
    Working,
    /// It was used. This is the account's address now.
    Done(String),
    /// It was used before, was replaced, has expired, or belongs to another account.
    Unusable,
    /// Why it failed. Trying again may help.
    Failed(String),
}

impl From<Error> for LinkState {
    fn from(error: Error) -> Self {
        if is_unusable(&error) {
            Self::Unusable
        } else {
            Self::Failed(explain(&error))
        }
    }
}
