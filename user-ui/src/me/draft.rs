//! What is typed into the profile.

use contract::ids::UserId;
use contract::me::Me;
use contract::users::Profile;
use leptos::prelude::*;
use ui_kit::prelude::ProfileDraft;

/// The profile as it is typed. Copy.
#[derive(Clone, Copy)]
pub struct Draft {
    pub fields: ProfileDraft,
    /// The stored profile that was loaded last; only what differs from it is saved.
    pub base: RwSignal<Option<Profile>>,
    /// The user whose profile it is.
    owner: RwSignal<Option<UserId>>,
}

impl Draft {
    /// An empty one.
    pub fn new() -> Self {
        Self {
            fields: ProfileDraft::new(),
            base: RwSignal::new(None),
            owner: RwSignal::new(None),
        }
    }

    /// Takes over a stored profile and forgets what was typed.
    pub fn load(self, profile: &Profile) {
        self.fields.fill(profile);
        self.base.set(Some(profile.clone()));
    }

    /// The profile that was typed.
    pub fn profile(self) -> Profile {
        self.fields.profile()
    }

    /// Makes it the draft of this user. What the same user typed and did not save stays, even
    /// across a new sign-in; what another user typed goes.
    pub fn belong_to(self, me: &Me) {
        let same = self.owner.get_untracked() == Some(me.id);
        if !same || !untrack(|| self.is_dirty()) {
            self.load(&me.profile);
            self.owner.set(Some(me.id));
        }
    }

    /// Forgets what was typed and loaded.
    pub fn forget(self) {
        self.load(&Profile::default());
        self.owner.set(None);
    }

    /// Whether something is not saved.
    pub fn is_dirty(self) -> bool {
        self.base
            .with(|base| base.as_ref().is_some_and(|base| *base != self.profile()))
    }
}
