//! The input in the profile.

use contract::ids::UserId;
use contract::me::Me;
use contract::user_attributes::AttributeValues;
use contract::users::{Profile, ProfileChanges};
use leptos::prelude::*;
use ui_kit::prelude::{AttributesDraft, ProfileDraft};

/// The profile as entered. Copy.
#[derive(Clone, Copy)]
pub struct Draft {
    pub fields: ProfileDraft,
    /// What the organization has added to the profile.
    pub attributes: AttributesDraft,
    /// The profile as last loaded. Only differences from it are saved.
    pub base: RwSignal<Option<Profile>>,
    /// The user whose profile it is.
    owner: RwSignal<Option<UserId>>,
}

/// What was entered when it was sent.
pub struct Sent {
    profile: Profile,
    attributes: AttributeValues,
}

impl Draft {
    /// An empty draft.
    pub fn new() -> Self {
        Self {
            fields: ProfileDraft::new(),
            attributes: AttributesDraft::new(),
            base: RwSignal::new(None),
            owner: RwSignal::new(None),
        }
    }

    /// Copies the stored profile, and discards the input.
    pub fn load(self, me: &Me) {
        self.attributes.define(me.attribute_definitions.clone());
        self.attributes.fill(&me.attributes);
        self.load_profile(&me.profile);
    }

    /// What is entered now, to be sent.
    pub fn sent(self) -> Sent {
        untrack(|| Sent {
            profile: self.profile(),
            attributes: self.attributes.values(),
        })
    }

    /// Copies the stored profile after `sent` was saved. Keeps what was entered since.
    pub fn load_saved(self, me: &Me, sent: &Sent) {
        self.attributes.define(me.attribute_definitions.clone());
        self.attributes.fill_saved(&sent.attributes, &me.attributes);
        self.fields.fill_saved(&sent.profile, &me.profile);
        self.base.set(Some(me.profile.clone()));
    }

    fn load_profile(self, profile: &Profile) {
        self.fields.fill(profile);
        self.base.set(Some(profile.clone()));
    }

    /// Discards the input.
    pub fn discard(self) {
        if let Some(base) = self.base.get_untracked() {
            self.load_profile(&base);
        }
        self.attributes.discard();
    }

    /// The changes from the loaded profile to what was entered then.
    pub fn changes(self, sent: &Sent) -> ProfileChanges {
        let base = self.base.get_untracked().unwrap_or_default();
        ProfileChanges {
            attributes: self.attributes.changes_to(&sent.attributes),
            ..ProfileChanges::between(&base, &sent.profile)
        }
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
            self.load(me);
            self.owner.set(Some(me.id));
        }
    }

    /// Discards the input and what was loaded.
    pub fn forget(self) {
        self.load_profile(&Profile::default());
        self.attributes.define([]);
        self.attributes.fill(&AttributeValues::new());
        self.owner.set(None);
    }

    /// Whether there are unsaved edits.
    pub fn is_dirty(self) -> bool {
        self.base
            .with(|base| base.as_ref().is_some_and(|base| *base != self.profile()))
            || self.attributes.is_dirty()
    }
}
