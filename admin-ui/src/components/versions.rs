//! What a form compares its input with.

use leptos::prelude::*;

/// Two states of the object that a form edits: the saved one on which the input is based, and the latest
/// one from the server. They are different if someone else has saved while this form has unsaved edits;
/// saving then reports the conflict. Copy.
pub struct Versions<T: 'static> {
    base: RwSignal<Option<T>>,
    latest: RwSignal<Option<T>>,
}

impl<T> Clone for Versions<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Versions<T> {}

impl<T: Clone + Send + Sync> Versions<T> {
    /// Before anything is loaded.
    pub fn new() -> Self {
        Self {
            base: RwSignal::new(None),
            latest: RwSignal::new(None),
        }
    }

    /// Receives the current state from the server. Returns whether to fill the form with it: not if it
    /// has unsaved edits. These stay based on the old state, unless the current one `agrees` with it in
    /// all that the form edits.
    pub fn arrived(
        self,
        now: &T,
        edited: impl FnOnce(&T) -> bool,
        agrees: impl FnOnce(&T) -> bool,
    ) -> bool {
        self.latest.set(Some(now.clone()));
        let base = self.base.get_untracked();
        let kept = base.filter(|base| untrack(|| edited(base)));
        if kept.as_ref().is_none_or(agrees) {
            self.base.set(Some(now.clone()));
        }
        kept.is_none()
    }

    /// Receives the state that was just saved. Returns whether to fill the form with it: only if the input
    /// `is_as_sent`, because what was typed meanwhile stays as an unsaved edit, and not if the form has been
    /// closed.
    pub fn saved(self, now: &T, is_as_sent: impl FnOnce() -> bool) -> bool {
        if self.base.try_get_untracked().is_none() {
            return false;
        }
        let fills = untrack(is_as_sent);
        self.start_from(now);
        fills
    }

    fn start_from(self, now: &T) {
        self.latest.set(Some(now.clone()));
        self.base.set(Some(now.clone()));
    }

    /// Fills the form with the latest state, and bases it on that, so that the edits are discarded.
    pub fn discard(self, fill: impl FnOnce(&T)) {
        if let Some(latest) = self.latest.get_untracked() {
            fill(&latest);
            self.start_from(&latest);
        }
    }

    /// The state on which the input is based.
    pub fn base(self) -> Option<T> {
        self.base.get()
    }

    /// The latest state.
    pub fn latest(self) -> Option<T> {
        self.latest.get()
    }

    /// Whether the input is edited. False before anything is loaded.
    pub fn are(self, edited: impl FnOnce(&T) -> bool) -> bool {
        self.base.with(|base| base.as_ref().is_some_and(edited))
    }

    /// Bases the input on the latest state, so that saving overwrites what someone else has saved.
    pub fn overwrite(self) {
        self.base.set(self.latest.get_untracked());
    }
}
