//! The actions of an owner on an administrator.

use client::Error;
use contract::administrators::{Administrator, CreatedKeys, CreatedKeysQuery};
use leptos::prelude::*;
use portal_kit::api::api;
use rules::mfa::MfaStatus;
use rules::role::Permission;
use rules::state::UserState;
use rules::status::{LockReason, PasswordStatus};
use strum_macros::VariantArray;
use ui_kit::prelude::*;

use super::keys;
use crate::item_actions::{ItemAction, Question};
use crate::session::{is_me, may};
use crate::words::{administrators as words, mfa};

/// An action on an administrator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, VariantArray)]
pub enum AdministratorAction {
    Unlock,
    Activate,
    Resend,
    SendReset,
    ResetFactors,
    Suspend,
    Remove,
}

impl ItemAction for AdministratorAction {
    type Item = Administrator;

    const REMOVE: Self = Self::Remove;

    fn fits(self, of: &Administrator) -> bool {
        let active = of.state == UserState::Active;
        let invited = of.password_status == PasswordStatus::Pending;
        let fits = match self {
            // Extending the enrollment period ends that lock.
            Self::Unlock => of
                .lock
                .is_some_and(|lock| lock.reason != LockReason::MfaEnrollmentPeriod),
            // Administrators remove their own factors under My account, with a step-up.
            Self::ResetFactors => of.mfa.status == MfaStatus::Enrolled && !is_me(of.id),
            Self::Activate => of.state.may_become(UserState::Active),
            Self::Resend => active && invited,
            Self::SendReset => active && !invited,
            Self::Suspend => active,
            Self::Remove => true,
        };
        fits && may(Permission::AdministratorsWrite)
    }

    fn look(self) -> (Icon, &'static str) {
        match self {
            Self::Unlock => (Icon::Unlock, words::UNLOCK),
            Self::Activate => (Icon::Play, words::ACTIVATE),
            Self::Resend => (Icon::Mail, words::RESEND),
            Self::SendReset => (Icon::Mail, words::SEND_RESET),
            Self::ResetFactors => (Icon::Refresh, mfa::RESET),
            Self::Suspend => (Icon::Pause, words::SUSPEND),
            Self::Remove => (Icon::Trash, words::REMOVE),
        }
    }

    fn question(self, of: &Administrator) -> Option<Question> {
        let (name, email) = (&of.name, &of.email);
        let (title, body, verb) = match self {
            Self::Suspend => (
                words::suspend_title(name),
                words::suspend_body(name, email),
                words::SUSPEND_ADMINISTRATOR,
            ),
            Self::ResetFactors => (
                mfa::reset_title(name),
                mfa::reset_body(name, email),
                mfa::RESET,
            ),
            Self::Remove => (
                words::remove_title(name),
                words::remove_body(name, email),
                words::REMOVE_ADMINISTRATOR,
            ),
            Self::Unlock | Self::Activate | Self::Resend | Self::SendReset => return None,
        };
        Some(Question { title, body, verb })
    }

    fn detail(self, of: &Administrator, keep: RwSignal<bool>) -> Option<AnyView> {
        matches!(self, Self::Suspend | Self::Remove).then(|| keys::view(of.id, keep))
    }

    fn call(
        self,
        of: &Administrator,
        keep: bool,
    ) -> impl Future<Output = Result<Option<Administrator>, Error>> + 'static {
        let id = of.id;
        let keys = CreatedKeysQuery {
            api_keys: keep.then_some(CreatedKeys::Keep),
        };
        async move {
            let api = api();
            match self {
                Self::Unlock => api.unlock_administrator(id).await.map(Some),
                Self::Activate => api.activate_administrator(id).await.map(Some),
                Self::Resend => api.resend_invitation(id).await.map(Some),
                Self::SendReset => api
                    .send_administrator_password_reset(id)
                    .await
                    .map(|()| None),
                Self::ResetFactors => api.reset_administrator_factors(id).await.map(Some),
                Self::Suspend => api.suspend_administrator(id, keys).await.map(Some),
                Self::Remove => api.remove_administrator(id, keys).await.map(|()| None),
            }
        }
    }

    fn done(self, of: &Administrator) -> String {
        match self {
            Self::Unlock => words::unlocked(&of.name),
            Self::Activate => words::activated(&of.name),
            Self::Resend => words::invited(&of.email),
            Self::SendReset => words::reset_sent(&of.email),
            Self::ResetFactors => mfa::reset_done(&of.name),
            Self::Suspend => words::suspended(&of.name),
            Self::Remove => words::removed(&of.name),
        }
    }
}

/// The actions of the administrators page.
pub type ItemActions = crate::item_actions::ItemActions<AdministratorAction>;
