//! The state of a page whose button uses the link that opened it.

use client::Error;
use leptos::prelude::*;
use portal_kit::failure::explain;
use portal_kit::links::is_unusable;

/// What has become of the link.
#[derive(Clone, PartialEq)]
pub enum LinkState<Done> {
    /// It was opened; nothing has happened yet.
    Opened,
    /// It is being used.
    Working,
    /// It was used, with this result.
    Done(Done),
    /// It was used before, was replaced, has expired, or belongs to another account.
    Unusable,
    /// Why it failed. Trying again may help.
    Failed(String),
}

impl<Done> From<Error> for LinkState<Done> {
    fn from(error: Error) -> Self {
        if is_unusable(&error) {
            Self::Unusable
        } else {
            Self::Failed(explain(&error))
        }
    }
}

/// Begins again when another link is opened in the same tab, which changes only the token in the address.
pub fn begin_again<Done: Send + Sync + 'static>(
    token: Memo<String>,
    state: RwSignal<LinkState<Done>>,
) {
    Effect::new(move |before: Option<String>| {
        let now = token.get();
        if before.is_some_and(|before| before != now) {
            state.set(LinkState::Opened);
        }
        now
    });
}

/// Whether the page shows the link that it shows now, once there is an answer about it.
pub fn same_link(token: Memo<String>) -> impl Fn() -> bool {
    let asked = token.get_untracked();
    move || token.try_with_untracked(|now| *now == asked) == Some(true)
}
