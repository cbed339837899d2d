//! The input in a user's form, and its differences from the saved state.

use contract::change::Change;
use contract::users::{ProfileChanges, UpdateUser, User};
use leptos::prelude::*;
use rules::mfa::MfaRequirement;
use ui_kit::prelude::ProfileDraft;

/// Follows the organization's MFA requirement.
pub const AS_ORGANIZATION: &str = "organization";

/// The user's MFA requirement, as a form value.
fn requirement(user: &User) -> &'static str {
    let own = user.mfa.requirement_override;
    own.map_or(AS_ORGANIZATION, MfaRequirement::as_str)
}

/// The fields of the form.
#[derive(Clone, Copy)]
pub struct Draft {
    pub email: RwSignal<String>,
    pub username: RwSignal<String>,
    pub never_expires: RwSignal<bool>,
    pub mfa: RwSignal<String>,
    pub profile: ProfileDraft,
}

impl Draft {
    /// An empty form.
    pub fn new() -> Self {
        Self {
            email: RwSignal::new(String::new()),
            username: RwSignal::new(String::new()),
            never_expires: RwSignal::new(false),
            mfa: RwSignal::new(AS_ORGANIZATION.to_owned()),
            profile: ProfileDraft::new(),
        }
    }

    /// Copies the saved state.
    pub fn fill(self, user: &User) {
        self.email.set(user.email.clone());
        self.username.set(user.username.clone());
        self.never_expires.set(user.password.never_expires);
        self.mfa.set(requirement(user).to_owned());
        self.profile.fill(&user.profile);
    }

    /// Whether the input differs from the saved state.
    pub fn differs(self, user: &User) -> bool {
        self.email.with(|email| email.trim() != user.email)
            || self
                .username
                .with(|username| username.trim() != user.username)
            || self.mfa.with(|mfa| mfa != requirement(user))
            || self.never_expires.get() != user.password.never_expires
            || self.profile.profile() != user.profile
    }

    /// The changes from the saved state to the input.
    pub fn changes(self, user: &User) -> UpdateUser {
        let change = |typed: RwSignal<String>, before: &str| {
            let typed = typed.get_untracked().trim().to_owned();
            (typed != before).then_some(typed)
        };
        let profile = untrack(|| self.profile.profile());
        let mfa = self.mfa.get_untracked();
        UpdateUser {
            mfa_requirement: if mfa == requirement(user) {
                Change::Keep
            } else {
                Change::from_option(MfaRequirement::parse(&mfa))
            },
            email: change(self.email, &user.email),
            username: change(self.username, &user.username),
            password_never_expires: Some(self.never_expires.get_untracked())
                .filter(|never| *never != user.password.never_expires),
            ..UpdateUser::from_profile_changes(ProfileChanges::between(&user.profile, &profile))
        }
    }
}
