//! What an administrator can do to one user, in one place for the list and the panel.

use client::Error;
use contract::users::User;
use leptos::prelude::*;
use rules::mfa::MfaStatus;
use rules::role::Permission;
use rules::state::UserState;
use rules::status::{LockReason, PasswordStatus};
use ui_kit::prelude::*;

use crate::api::{api, run};
use crate::failure;
use crate::session::may;
use crate::words::{mfa, users as words};

/// An act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    Activate,
    Unlock,
    ResendActivation,
    SendReset,
    TemporaryPassword,
    ExpirePassword,
    ResetFactors,
    Suspend,
    Delete,
}

impl Act {
    const ALL: [Self; 9] = [
        Self::Unlock,
        Self::Activate,
        Self::ResendActivation,
        Self::SendReset,
        Self::TemporaryPassword,
        Self::ExpirePassword,
        Self::ResetFactors,
        Self::Suspend,
        Self::Delete,
    ];

    /// Whether the user's state and the administrator's role allow it.
    pub fn fits(self, user: &User) -> bool {
        let active = user.state == UserState::Active;
        let without_password = user.password.set_at.is_none();
        let (permission, fits) = match self {
            Self::Activate => (
                Permission::UsersWrite,
                user.state.may_become(UserState::Active),
            ),
            Self::Suspend => (
                Permission::UsersWrite,
                user.state.may_become(UserState::Suspended),
            ),
            Self::Delete => (Permission::UsersWrite, true),
            Self::Unlock => (
                Permission::UsersAssist,
                // More time ends that one.
                user.password
                    .lock
                    .is_some_and(|lock| lock.reason != LockReason::MfaEnrolmentPeriod),
            ),
            Self::ResendActivation => (Permission::UsersAssist, active && without_password),
            Self::SendReset => (Permission::UsersAssist, active && !without_password),
            Self::TemporaryPassword => (Permission::UsersAssist, true),
            Self::ResetFactors => (
                Permission::UsersAssist,
                user.mfa.status == MfaStatus::Enrolled,
            ),
            Self::ExpirePassword => (
                Permission::UsersAssist,
                !without_password && !user.password_expired && !user.password.temporary,
            ),
        };
        fits && may(permission)
    }

    /// Whether it is asked about before it is done.
    pub fn is_asked(self) -> bool {
        matches!(
            self,
            Self::Suspend | Self::Delete | Self::ExpirePassword | Self::ResetFactors
        )
    }

    fn look(self) -> (Icon, &'static str) {
        match self {
            Self::Activate => (Icon::Play, words::ACTIVATE),
            Self::Unlock => (Icon::Unlock, words::UNLOCK),
            Self::ResendActivation => (Icon::Mail, words::RESEND),
            Self::SendReset => (Icon::Mail, words::SEND_RESET),
            Self::TemporaryPassword => (Icon::Key, words::TEMPORARY),
            Self::ExpirePassword => (Icon::Clock, words::EXPIRE),
            Self::ResetFactors => (Icon::Refresh, mfa::RESET),
            Self::Suspend => (Icon::Pause, words::SUSPEND),
            Self::Delete => (Icon::Trash, words::DELETE),
        }
    }
}

/// The acts of the users page. Copy.
#[derive(Clone, Copy)]
pub struct Acts {
    /// Counts what was done, so that lists load again.
    pub changed: RwSignal<u32>,
    /// The act that waits for an answer, and to whom.
    pub asking: RwSignal<Option<(Act, User)>>,
    /// The act is on its way.
    pub busy: RwSignal<bool>,
    /// Why it failed.
    pub error: RwSignal<Option<String>>,
}

impl Acts {
    /// Nothing done yet.
    pub fn new() -> Self {
        Self {
            changed: RwSignal::new(0),
            asking: RwSignal::new(None),
            busy: RwSignal::new(false),
            error: RwSignal::new(None),
        }
    }

    /// Something about the users has changed.
    pub fn bump(self) {
        self.changed.try_update(|n| *n += 1);
    }

    /// The menu of one user.
    pub fn menu(self, user: &User) -> Vec<MenuItem> {
        let mut items = Vec::new();
        for act in Act::ALL {
            if !act.fits(user) {
                continue;
            }
            if act == Act::Delete && !items.is_empty() {
                items.push(MenuItem::separator());
            }
            let (icon, text) = act.look();
            let user = user.clone();
            let item = MenuItem::action(icon, text, move || self.begin(act, &user));
            items.push(if act == Act::Delete {
                item.danger()
            } else {
                item
            });
        }
        items
    }

    /// Does it, or asks first.
    pub fn begin(self, act: Act, user: &User) {
        self.error.set(None);
        match act {
            _ if act.is_asked() || act == Act::TemporaryPassword => {
                self.asking.set(Some((act, user.clone())));
            }
            _ => self.perform(act, user.clone(), |_| ()),
        }
    }

    /// Does it and says so. `then` hears whether it was done.
    pub fn perform(self, act: Act, user: User, then: impl FnOnce(bool) + 'static) {
        self.busy.set(true);
        let id = user.id;
        let call = async move {
            let api = api();
            match act {
                Act::Activate => api.activate_user(id).await.map(Some),
                Act::Suspend => api.suspend_user(id).await.map(Some),
                Act::Unlock => api.unlock_user(id).await.map(Some),
                Act::ResendActivation => api.resend_activation(id).await.map(Some),
                Act::ExpirePassword => api.expire_user_password(id).await.map(Some),
                Act::ResetFactors => api.reset_user_factors(id).await.map(Some),
                Act::SendReset => api.send_user_password_reset(id).await.map(|()| None),
                Act::Delete => api.delete_user(id).await.map(|()| None),
                Act::TemporaryPassword => Ok(None),
            }
        };
        run(call, move |answer: Result<Option<User>, Error>| {
            self.busy.try_set(false);
            match answer {
                Ok(now) => {
                    use_toasts().ok(done(act, &now.unwrap_or(user)));
                    then(true);
                    // A panel that this closes must be gone before anything is loaded again.
                    request_animation_frame(move || self.bump());
                }
                Err(error) => {
                    if act.is_asked() {
                        self.error.try_set(Some(failure::explain(&error)));
                    } else {
                        failure::toast(&error);
                    }
                    // What was shown may be out of date.
                    if error.problem().is_some_and(|problem| problem.status == 409) {
                        self.bump();
                    }
                    then(false);
                }
            }
        });
    }
}

fn done(act: Act, user: &User) -> String {
    match act {
        Act::Activate => {
            words::activated(&user.name, user.password.status == PasswordStatus::Pending)
        }
        Act::Suspend => words::suspended(&user.name),
        Act::Unlock => words::unlocked(&user.name, user.password_expired),
        Act::ResendActivation => words::link_sent(&user.email),
        Act::ExpirePassword => words::expired(&user.name),
        Act::ResetFactors => mfa::reset_done(&user.name),
        Act::SendReset => words::reset_sent(&user.email),
        Act::Delete => words::deleted(&user.name),
        Act::TemporaryPassword => String::new(),
    }
}
