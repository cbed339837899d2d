//! Data loaded from the server: loading, loaded, or failed.

use std::future::Future;

use client::Error;
use leptos::prelude::*;

use crate::api::run;

/// Data for a page. The old value stays visible while a new one is loading.
pub struct Fetched<T: Send + Sync + 'static> {
    /// The value, once loaded.
    pub value: RwSignal<Option<T>>,
    /// Why the last call failed.
    pub failure: RwSignal<Option<Error>>,
    /// Whether it is loading.
    pub busy: RwSignal<bool>,
    turn: RwSignal<u32>,
}

impl<T: Send + Sync + 'static> Clone for Fetched<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Fetched<T> {}

impl<T: Send + Sync + 'static> Default for Fetched<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Send + Sync + 'static> Fetched<T> {
    /// Not loaded yet.
    pub fn new() -> Self {
        Self {
            value: RwSignal::new(None),
            failure: RwSignal::new(None),
            busy: RwSignal::new(false),
            turn: RwSignal::new(0),
        }
    }

    /// Loads the value. Only the result of the latest call counts.
    pub fn load(self, call: impl Future<Output = Result<T, Error>> + 'static) {
        // The page may be gone by the time its call returns.
        let Some(before) = self.turn.try_get_untracked() else {
            return;
        };
        let turn = before.wrapping_add(1);
        self.turn.set(turn);
        self.busy.set(true);
        run(call, move |answer| {
            if self.turn.try_get_untracked() != Some(turn) {
                return;
            }
            self.busy.try_set(false);
            match answer {
                Ok(value) => {
                    // If there was no value, views of it are not notified, so they are not rebuilt.
                    self.failure
                        .try_maybe_update(|failure| (failure.take().is_some(), ()));
                    self.value.try_set(Some(value));
                }
                Err(error) => {
                    self.failure.try_set(Some(error));
                }
            }
        });
    }

    /// Clears the value, and ignores a pending response.
    pub fn forget(self) {
        self.turn.update(|turn| *turn = turn.wrapping_add(1));
        self.busy.set(false);
        self.failure.set(None);
        self.value.set(None);
    }

    /// Whether there is nothing to show yet.
    pub fn waiting(self) -> bool {
        self.value.with(Option::is_none) && self.failure.with(Option::is_none)
    }
}
