//! What an owner can do to an administrator.

use contract::administrators::Administrator;
use leptos::prelude::*;
use rules::mfa::MfaStatus;
use rules::role::Permission;
use rules::state::UserState;
use rules::status::{LockReason, PasswordStatus};
use ui_kit::prelude::*;

use crate::api::{api, run};
use crate::failure;
use crate::session::{is_me, may};
use crate::words::{administrators as words, mfa};

/// An act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    Unlock,
    Activate,
    Resend,
    SendReset,
    ResetFactors,
    Suspend,
    Remove,
}

impl Act {
    const ALL: [Self; 7] = [
        Self::Unlock,
        Self::Activate,
        Self::Resend,
        Self::SendReset,
        Self::ResetFactors,
        Self::Suspend,
        Self::Remove,
    ];

    /// Whether the administrator's state and one's own role allow it.
    pub fn fits(self, of: &Administrator) -> bool {
        let active = of.state == UserState::Active;
        let invited = of.password_status == PasswordStatus::Pending;
        let fits = match self {
            // More time ends that one.
            Self::Unlock => of
                .lock
                .is_some_and(|lock| lock.reason != LockReason::MfaEnrolmentPeriod),
            // One's own take a proof, under My account.
            Self::ResetFactors => of.mfa.status == MfaStatus::Enrolled && !is_me(of.id),
            Self::Activate => of.state.may_become(UserState::Active),
            Self::Resend => active && invited,
            Self::SendReset => active && !invited,
            Self::Suspend => active,
            Self::Remove => true,
        };
        fits && may(Permission::AdministratorsWrite)
    }

    /// Its icon and words.
    pub fn look(self) -> (Icon, &'static str) {
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

    /// Whether it is asked about before it is done.
    pub fn is_asked(self) -> bool {
        matches!(self, Self::Suspend | Self::Remove | Self::ResetFactors)
    }

    /// The acts that fit now.
    pub fn fitting(of: &Administrator) -> Vec<Self> {
        Self::ALL.into_iter().filter(|act| act.fits(of)).collect()
    }
}

/// The acts of the page. Copy.
#[derive(Clone, Copy)]
pub struct Acts {
    /// Counts what was done, so that lists load again.
    pub changed: RwSignal<u32>,
    /// The act that waits for an answer, and to whom.
    pub asking: RwSignal<Option<(Act, Administrator)>>,
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

    /// Something about the administrators has changed.
    pub fn bump(self) {
        self.changed.try_update(|n| *n += 1);
    }

    /// The menu of one administrator.
    pub fn menu(self, of: &Administrator) -> Vec<MenuItem> {
        let mut items = Vec::new();
        for act in Act::fitting(of) {
            if act == Act::Remove && !items.is_empty() {
                items.push(MenuItem::separator());
            }
            let (icon, text) = act.look();
            let of = of.clone();
            let item = MenuItem::action(icon, text, move || self.begin(act, &of));
            items.push(if act == Act::Remove {
                item.danger()
            } else {
                item
            });
        }
        items
    }

    /// Does it, or asks first.
    pub fn begin(self, act: Act, of: &Administrator) {
        self.error.set(None);
        if act.is_asked() {
            self.asking.set(Some((act, of.clone())));
        } else {
            self.perform(act, of.clone(), |_| ());
        }
    }

    /// Does it and says so. `then` hears whether it was done.
    pub fn perform(self, act: Act, of: Administrator, then: impl FnOnce(bool) + 'static) {
        self.busy.set(true);
        let id = of.id;
        let call = async move {
            let api = api();
            match act {
                Act::Unlock => api.unlock_administrator(id).await.map(drop),
                Act::Activate => api.activate_administrator(id).await.map(drop),
                Act::Resend => api.resend_invitation(id).await.map(drop),
                Act::SendReset => api.send_administrator_password_reset(id).await,
                Act::ResetFactors => api.reset_administrator_factors(id).await.map(drop),
                Act::Suspend => api.suspend_administrator(id).await.map(drop),
                Act::Remove => api.remove_administrator(id).await,
            }
        };
        run(call, move |answer| {
            self.busy.try_set(false);
            match answer {
                Ok(()) => {
                    use_toasts().ok(done(act, &of));
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
                    then(false);
                }
            }
        });
    }
}

fn done(act: Act, of: &Administrator) -> String {
    match act {
        Act::Unlock => words::unlocked(&of.name),
        Act::Activate => words::activated(&of.name),
        Act::Resend => words::invited(&of.email),
        Act::SendReset => words::reset_sent(&of.email),
        Act::ResetFactors => mfa::reset_done(&of.name),
        Act::Suspend => words::suspended(&of.name),
        Act::Remove => words::removed(&of.name),
    }
}
