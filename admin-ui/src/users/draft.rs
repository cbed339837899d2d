//! The input in a user's form, and its differences from the saved state.

use contract::change::Change;
use contract::users::{MfaChanges, PasswordChanges, ProfileChanges, UpdateUser, User};
use leptos::prelude::*;
use rules::mfa::MfaRequirement;
use ui_kit::prelude::{AttributesDraft, ProfileDraft};

/// Follows the organization's MFA requirement.
pub const AS_ORGANIZATION: &str = "organization";

/// The user's MFA requirement, as a form value.
fn requirement(user: &User) -> &'static str {
    let own = user.mfa.requirement_override;
    own.map_or(AS_ORGANIZATION, MfaRequirement::as_str)
}

/// The value of [`Draft::profile_editable`] for a user who may edit their profile.
pub const EDITABLE: &str = "editable";
/// The same for one who may not.
pub const READ_ONLY: &str = "read_only";

/// Whether the user may edit their profile, as a form value.
fn editable(user: &User) -> &'static str {
    match user.profile_editable_override {
        None => AS_ORGANIZATION,
        Some(true) => EDITABLE,
        Some(false) => READ_ONLY,
    }
}

/// The fields of the form.
#[derive(Clone, Copy)]
pub struct Draft {
    pub username: RwSignal<String>,
    pub never_expires: RwSignal<bool>,
    pub mfa: RwSignal<String>,
    pub profile_editable: RwSignal<String>,
    pub profile: ProfileDraft,
    pub attributes: AttributesDraft,
}

impl Draft {
    /// An empty form.
    pub fn new() -> Self {
        Self {
            username: RwSignal::new(String::new()),
            never_expires: RwSignal::new(false),
            mfa: RwSignal::new(AS_ORGANIZATION.to_owned()),
            profile_editable: RwSignal::new(AS_ORGANIZATION.to_owned()),
            profile: ProfileDraft::new(),
            attributes: AttributesDraft::new(),
        }
    }

    /// Copies the saved state.
    pub fn fill(self, user: &User) {
        self.username.set(user.username.clone());
        self.never_expires.set(user.password.never_expires);
        self.mfa.set(requirement(user).to_owned());
        self.profile_editable.set(editable(user).to_owned());
        self.profile.fill(&user.profile);
        self.attributes.fill(&user.attributes);
    }

    /// Whether the input differs from the saved state.
    pub fn differs(self, user: &User) -> bool {
        self.username
            .with(|username| username.trim() != user.username)
            || self.mfa.with(|mfa| mfa != requirement(user))
            || self.profile_editable.with(|now| now != editable(user))
            || self.never_expires.get() != user.password.never_expires
            || self.profile.profile() != user.profile
            || self.attributes.differs(&user.attributes)
    }

    /// The changes from the saved state to the input.
    pub fn changes(self, user: &User) -> UpdateUser {
        let change = |typed: RwSignal<String>, before: &str| {
            let typed = typed.get_untracked().trim().to_owned();
            (typed != before).then_some(typed)
        };
        let profile = untrack(|| self.profile.profile());
        let mfa = self.mfa.get_untracked();
        let profile_editable = self.profile_editable.get_untracked();
        UpdateUser {
            profile_editable_override: if profile_editable == editable(user) {
                Change::Keep
            } else {
                Change::from_option(match &*profile_editable {
                    EDITABLE => Some(true),
                    READ_ONLY => Some(false),
                    _ => None,
                })
            },
            mfa: (mfa != requirement(user)).then(|| MfaChanges {
                requirement_override: Change::from_option(MfaRequirement::parse(&mfa)),
            }),
            username: change(self.username, &user.username),
            password: Some(self.never_expires.get_untracked())
                .filter(|never| *never != user.password.never_expires)
                .map(|never| PasswordChanges {
                    never_expires: Some(never),
                }),
            attributes: self.attributes.changes(&user.attributes),
            ..UpdateUser::from_profile_changes(ProfileChanges::between(&user.profile, &profile))
        }
    }
}
