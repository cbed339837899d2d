//! The input in the profile.

use contract::ids::UserId;
use contract::me::Me;
use contract::users::Profile;
use leptos::prelude::*;
use ui_kit::prelude::ProfileDraft;

/// The profile as entered. Copy.
#[derive(Clone, Copy)]
pub struct Draft {
    pub fields: ProfileDraft,
    /// The profile as last loaded. Only differences from it are saved.
    pub base: RwSignal<Option<Profile>>,
    /// The user whose profile it is.
    owner: RwSignal<Option<UserId>>,
}

impl Draft {
    /// An empty draft.
    pub fn new() -> Self {
        Self {
            fields: ProfileDraft::new(),
            base: RwSignal::new(None),
            owner: RwSignal::new(None),
        }
    }

    /// Copies a stored profile, and discards the input.
    pub fn load(self, profile: &Profile) {
        self.fields.fill(profile);
        self.base.set(Some(profile.clone()));
    }

    /// The profile as entered.
    pub fn profile(self) -> Profile {
        self.fields.profile()
    }

    /// Makes it the draft of this user. Keeps unsaved input of the same user, also across a new
    /// sign-in, and discards that of another user.
    pub fn belong_to(self, me: &Me) {
        let same = self.owner.get_untracked() == Some(me.id);
        if !same || !untrack(|| self.is_dirty()) {
            self.load(&me.profile);
            self.owner.set(Some(me.id));
        }
    }

    /// Discards the input.
    pub fn forget(self) {
        self.owner.set(None);
    }

    /// Whether there are unsaved edits.
    pub fn is_dirty(self) -> bool {
        self.base
            .with(|base| base.as_ref().is_some_and(|base| *base != self.profile()))
    }
}
