//! What would change a check that does not pass: a button, or a link to the place.

use contract::applications::{AccessStep, Application};
use leptos::prelude::*;
use portal_kit::api::{api, run};
use portal_kit::failure;
use rules::access::{Refusal, StepUp};
use rules::role::Permission;
use ui_kit::prelude::*;

use super::super::actions::{ApplicationAction, ItemActions};
use super::check_access::Checked;
use crate::address::{MFA, USERS};
use crate::item_actions::ItemAction as _;
use crate::session::may;
use crate::users::{UserAction, resend_verification};
use crate::words::{access as words, applications};

/// The button or link, if there is one that the role allows.
pub(super) fn view(
    step: &AccessStep,
    one: &Application,
    checked: &Checked,
    actions: ItemActions,
) -> Option<AnyView> {
    match (step.reason, step.step_up) {
        (Some(reason), _) => refused(reason, one, checked, actions),
        // Either the user can do it, or an administrator can help in the user's panel.
        (None, Some(StepUp::EnrollFactor | StepUp::EnrollPasskey)) => Some(open_user(checked)),
        _ => None,
    }
}

fn refused(
    reason: Refusal,
    one: &Application,
    checked: &Checked,
    actions: ItemActions,
) -> Option<AnyView> {
    match reason {
        Refusal::OrganizationDisabled => None,
        Refusal::EmailUnverified => {
            Some(resend_verification(&checked.user).unwrap_or_else(|| open_user(checked)))
        }
        Refusal::AccountStaged | Refusal::AccountSuspended => {
            Some(user_action(UserAction::Activate, checked, actions))
        }
        Refusal::AccountLocked => Some(user_action(UserAction::Unlock, checked, actions)),
        Refusal::AccountPending => {
            Some(user_action(UserAction::ResendActivation, checked, actions))
        }
        Refusal::PasswordExpired | Refusal::PasswordTemporary => {
            Some(user_action(UserAction::SendReset, checked, actions))
        }
        Refusal::ApplicationDisabled => enable(one, actions),
        Refusal::NotAssigned => assign(one, checked, actions),
        Refusal::FactorMissing | Refusal::PasskeyMissing => Some(link(MFA, words::SHOW_MFA)),
    }
}

/// An action on the account, or a link to the user if the role or the account does not allow it.
fn user_action(action: UserAction, checked: &Checked, actions: ItemActions) -> AnyView {
    if !action.fits(&checked.user) {
        return open_user(checked);
    }
    let user = checked.user.clone();
    let busy = RwSignal::new(false);
    let act = move || {
        busy.set(true);
        let user = user.clone();
        run(action.call(&user, false), move |answer| {
            busy.try_set(false);
            match answer {
                Ok(now) => use_toasts().ok(action.done(&now.unwrap_or(user))),
                Err(error) => failure::toast(&error),
            }
            actions.bump();
        });
    };
    let (icon, text) = action.look();
    button(icon, text.to_owned(), busy, act)
}

fn enable(one: &Application, actions: ItemActions) -> Option<AnyView> {
    let action = ApplicationAction::Enable;
    if !action.fits(one) {
        return None;
    }
    let one = one.clone();
    let (icon, text) = action.look();
    let begin = move || actions.begin(action, &one);
    Some(button(icon, text.to_owned(), actions.busy, begin))
}

fn assign(one: &Application, checked: &Checked, actions: ItemActions) -> Option<AnyView> {
    if !may(Permission::ApplicationsWrite) {
        return None;
    }
    let (id, user) = (one.id, checked.user.id);
    let done = applications::assigned_to(&one.name, &checked.user.name);
    let busy = RwSignal::new(false);
    let assign = move || {
        busy.set(true);
        let done = done.clone();
        run(
            async move { api().assign_application_to_user(id, user).await },
            move |answer| {
                busy.try_set(false);
                match answer {
                    Ok(()) => use_toasts().ok(done),
                    Err(error) => failure::toast(&error),
                }
                actions.bump();
            },
        );
    };
    let text = words::assign_to(&checked.user.name);
    Some(button(Icon::Plus, text, busy, assign))
}

fn button(
    icon: Icon,
    text: String,
    busy: RwSignal<bool>,
    act: impl Fn() + Send + Sync + 'static,
) -> AnyView {
    view! {
        <Button small=true variant=ButtonVariant::Secondary icon=icon busy=busy on_click=act>{text}</Button>
    }
    .into_any()
}

fn open_user(checked: &Checked) -> AnyView {
    let href = format!("{USERS}/{}", checked.user.id);
    link(&href, words::SHOW_USER)
}

fn link(href: &str, text: &'static str) -> AnyView {
    view! {
        <LinkButton small=true variant=ButtonVariant::Secondary href=href.to_owned()>{text}</LinkButton>
    }
    .into_any()
}
