//! The actions of an administrator on one user, for the list and the panel.

use std::time::Duration;

use client::Error;
use contract::users::User;
use leptos::prelude::*;
use portal_kit::api::api;
use rules::mfa::MfaStatus;
use rules::role::Permission;
use rules::state::UserState;
use rules::status::{LockReason, PasswordStatus};
use strum_macros::VariantArray;
use ui_kit::prelude::*;

use crate::item_actions::{ItemAction, Question};
use crate::session::may;
use crate::words::{mfa, scheduled_changes, users as words};

/// An action on a user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, VariantArray)]
pub enum UserAction {
    Unlock,
    Activate,
    ResendActivation,
    SendActivation,
    SendReset,
    TemporaryPassword,
    ExpirePassword,
    ResetFactors,
    VoidEmailUndo,
    Schedule,
    Lock,
    Suspend,
    Delete,
}

impl ItemAction for UserAction {
    type Item = User;

    const REMOVE: Self = Self::Delete;

    fn fits(self, user: &User) -> bool {
        let active = user.state == UserState::Active;
        let without_password = user.password.set_at.is_none();
        let (permission, fits) = match self {
            Self::Activate => (
                Permission::UsersWrite,
                user.state.may_become(UserState::Active),
            ),
            Self::Lock => (
                Permission::UsersWrite,
                active
                    && user
                        .password
                        .lock
                        .is_none_or(|lock| lock.reason != LockReason::Administrator),
            ),
            Self::Suspend => (
                Permission::UsersWrite,
                user.state.may_become(UserState::Suspended),
            ),
            Self::Schedule | Self::Delete => (Permission::UsersWrite, true),
            Self::Unlock => (
                user.password.lock.map_or(Permission::UsersAssist, |lock| {
                    lock.reason.permission_to_end()
                }),
                // Extending the enrollment period ends that lock.
                user.password
                    .lock
                    .is_some_and(|lock| lock.reason != LockReason::MfaEnrollmentPeriod),
            ),
            Self::ResendActivation => (Permission::UsersAssist, active && without_password),
            Self::SendActivation => (Permission::UsersWrite, active && without_password),
            Self::SendReset => (
                Permission::UsersAssist,
                active && !without_password && user.email_verified,
            ),
            Self::TemporaryPassword => (Permission::UsersAssist, true),
            Self::ResetFactors => (
                Permission::UsersAssist,
                user.mfa.status == MfaStatus::Enrolled,
            ),
            // The user does not say whether there are such links.
            Self::VoidEmailUndo => (Permission::AdministratorsWrite, !without_password),
            Self::ExpirePassword => (
                Permission::UsersAssist,
                !without_password && !user.password_expired && !user.password.temporary,
            ),
        };
        fits && may(permission)
    }

    fn look(self) -> (Icon, &'static str) {
        match self {
            Self::Activate => (Icon::Play, words::ACTIVATE),
            Self::Unlock => (Icon::Unlock, words::UNLOCK),
            Self::ResendActivation => (Icon::Mail, words::RESEND),
            Self::SendActivation => (Icon::Mail, words::SEND_ELSEWHERE),
            Self::SendReset => (Icon::Mail, words::SEND_RESET),
            Self::TemporaryPassword => (Icon::Key, words::TEMPORARY),
            Self::ExpirePassword => (Icon::Clock, words::EXPIRE),
            Self::ResetFactors => (Icon::Refresh, mfa::RESET),
            Self::VoidEmailUndo => (Icon::Mail, words::VOID_UNDO),
            Self::Schedule => (Icon::Calendar, scheduled_changes::SCHEDULE),
            Self::Lock => (Icon::Lock, words::LOCK),
            Self::Suspend => (Icon::Pause, words::SUSPEND),
            Self::Delete => (Icon::Trash, words::DELETE),
        }
    }
    fn question(self, user: &User) -> Option<Question> {
        let (name, email) = (&user.name, &user.email);
        let (title, body, verb) = match self {
            Self::Suspend => (
                words::suspend_title(name),
                words::suspend_body(name, email),
                words::SUSPEND_USER,
            ),
            Self::ExpirePassword => (
                words::expire_title(name),
                words::expire_body(name, email),
                words::EXPIRE,
            ),
            Self::ResetFactors => (
                mfa::reset_title(name),
                mfa::reset_body(name, email),
                mfa::RESET,
            ),
            Self::VoidEmailUndo => (
                words::void_undo_title(name),
                words::void_undo_body(name, email),
                words::VOID_UNDO,
            ),
            Self::Delete => (
                words::delete_title(name),
                words::delete_body(name, email),
                words::DELETE_USER,
            ),
            Self::Activate | Self::Unlock | Self::ResendActivation | Self::SendReset => {
                return None;
            }
            // These have their own dialogs.
            Self::TemporaryPassword | Self::Schedule | Self::SendActivation | Self::Lock => {
                return None;
            }
        };
        Some(Question { title, body, verb })
    }

    fn has_dialog(self) -> bool {
        match self {
            Self::TemporaryPassword | Self::Schedule | Self::SendActivation | Self::Lock => true,
            Self::Activate
            | Self::Unlock
            | Self::ResendActivation
            | Self::SendReset
            | Self::ExpirePassword
            | Self::ResetFactors
            | Self::VoidEmailUndo
            | Self::Suspend
            | Self::Delete => false,
        }
    }

    fn call(
        self,
        user: &User,
        _keep: bool,
    ) -> impl Future<Output = Result<Option<User>, Error>> + 'static {
        let id = user.id;
        async move {
            let api = api();
            match self {
                Self::Activate => api.activate_user(id).await.map(Some),
                Self::Suspend => api.suspend_user(id).await.map(Some),
                Self::Unlock => api.unlock_user(id).await.map(Some),
                Self::ResendActivation => api.resend_activation(id).await.map(Some),
                Self::ExpirePassword => api.expire_user_password(id).await.map(Some),
                Self::ResetFactors => api.reset_user_factors(id).await.map(Some),
                Self::SendReset => api.send_user_password_reset(id).await.map(|()| None),
                Self::VoidEmailUndo => api.void_user_email_undo(id).await.map(|()| None),
                Self::Delete => api.delete_user(id).await.map(|()| None),
                Self::TemporaryPassword | Self::Schedule | Self::SendActivation | Self::Lock => {
                    Ok(None)
                }
            }
        }
    }

    fn done(self, user: &User) -> String {
        match self {
            Self::Activate => {
                words::activated(&user.name, user.password.status == PasswordStatus::Pending)
            }
            Self::Suspend => words::suspended(&user.name),
            Self::Unlock => words::unlocked(&user.name, user.password_expired),
            Self::ResendActivation => words::activation_sent(&user.email),
            Self::ExpirePassword => words::expired(&user.name),
            Self::ResetFactors => mfa::reset_done(&user.name),
            Self::VoidEmailUndo => words::undo_voided(&user.email),
            Self::SendReset => words::reset_sent(&user.email),
            Self::Delete => words::deleted(&user.name),
            Self::TemporaryPassword | Self::Schedule | Self::SendActivation | Self::Lock => {
                String::new()
            }
        }
    }
}

thread_local! {
    /// The action to start in the panel at this address, once its user is loaded.
    static WANTED: ArcRwSignal<Option<(UserAction, String)>> = ArcRwSignal::new(None);
}

/// How long an action waits for its panel. Unsaved edits may block the navigation.
const WAITS: Duration = Duration::from_secs(5);

/// Starts the action in the user's panel as soon as it is open, so that its dialog and result are
/// shown there.
pub fn act_when_open(action: UserAction, panel: &str) {
    let wanted = WANTED.with(Clone::clone);
    wanted.set(Some((action, panel.to_owned())));
    set_timeout(move || wanted.set(None), WAITS);
}

/// Starts the action that waits for the panel at this address.
pub fn begin_wanted(actions: ItemActions, panel: &str, user: &User) {
    let wanted = WANTED.with(Clone::clone);
    if let Some((action, at)) = wanted.get()
        && at == panel
    {
        wanted.set(None);
        if action.fits(user) {
            actions.begin(action, user);
        }
    }
}

/// The actions of the users page.
pub type ItemActions = crate::item_actions::ItemActions<UserAction>;
