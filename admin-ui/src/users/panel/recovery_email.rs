//! The recovery email of a user.

use contract::recovery_email::{RecoveryEmail, SetRecoveryEmail};
use contract::users::User;
use leptos::prelude::*;
use portal_kit::api::{api, run};
use portal_kit::failure;
use portal_kit::sending::Sending;
use rules::role::Permission;
use ui_kit::prelude::*;

use super::super::actions::ItemActions;
use super::email_form::{self, Texts};
use crate::session::{self, may};
use crate::words::users as words;

pub(super) fn view(user: RwSignal<Option<User>>, actions: ItemActions) -> AnyView {
    let editing = RwSignal::new(false);
    let content = move || {
        let shown = move |user: &User| shown(user, actions, editing);
        let enter = move |user: &User| enter(user, actions, editing);
        email_form::shown_or_edited(user, editing, shown, enter)
    };
    // If the organization does not use recovery emails, only a remaining one is shown, to remove
    // it.
    let shown = Memo::new(move |_| {
        let left = user.with(|user| {
            user.as_ref()
                .is_some_and(|user| user.recovery_email.is_some())
        });
        left || session::me().is_some_and(|me| me.recovery_email_enabled)
    });
    view! { {move || shown.get().then(|| view! { <div class="boxed">{content}</div> })} }.into_any()
}

fn shown(user: &User, actions: ItemActions, editing: RwSignal<bool>) -> AnyView {
    let now = user.recovery_email.clone();
    let address = now.as_ref().map_or_else(
        || words::NO_RECOVERY_EMAIL.to_owned(),
        |now| now.email.clone(),
    );
    let hint = now.as_ref().filter(|now| now.verified_at.is_none());
    let hint = hint.map(|_| view! { <p class="muted">{words::RECOVERY_HINT}</p> });
    view! {
        <div class="row between">
            <span class="strong">{words::RECOVERY_EMAIL}</span>{now.as_ref().map(badge)}
        </div>
        <div class="break">{address}</div>
        {hint}
        <div class="actions">{buttons(user, actions, editing)}</div>
    }
    .into_any()
}

fn badge(now: &RecoveryEmail) -> AnyView {
    match now.verified_at {
        Some(at) => {
            let when = move || words::recovery_verified(&exact(at.into()));
            view! {
                <Tooltip text=Signal::derive(when)>
                    <Badge tone=Tone::Ok text=words::RECOVERY_VERIFIED/>
                </Tooltip>
            }
            .into_any()
        }
        None => view! { <Badge tone=Tone::Warn text=words::RECOVERY_UNVERIFIED/> }.into_any(),
    }
}

fn buttons(user: &User, actions: ItemActions, editing: RwSignal<bool>) -> Vec<AnyView> {
    let id = user.id;
    let mut buttons = Vec::new();
    let unverified = user
        .recovery_email
        .as_ref()
        .is_some_and(|now| now.verified_at.is_none());
    if unverified && may(Permission::UsersAssist) {
        let resend = move || {
            let call = async move { api().resend_user_recovery_email(id).await };
            run(call, move |answer| match answer {
                Ok(()) => use_toasts().ok(words::VERIFICATION_SENT),
                Err(error) => failure::verification_toast(&error),
            });
        };
        buttons.push(button(words::RESEND_VERIFICATION, resend));
    }
    if may(Permission::UsersWrite) {
        let verb = if user.recovery_email.is_some() {
            words::RECOVERY_CHANGE
        } else {
            words::RECOVERY_ENTER
        };
        buttons.push(button(verb, move || editing.set(true)));
    }
    if user.recovery_email.is_some() && may(Permission::UsersWrite) {
        let remove = move || {
            let call = async move { api().remove_user_recovery_email(id).await };
            run(call, move |answer| match answer {
                Ok(_) => {
                    use_toasts().ok(words::RECOVERY_REMOVED);
                    actions.bump();
                }
                Err(error) => failure::toast(&error),
            });
        };
        buttons.push(button(words::RECOVERY_REMOVE, remove));
    }
    buttons
}

fn button(text: &'static str, action: impl Fn() + Send + Sync + 'static) -> AnyView {
    view! {
        <Button small=true variant=ButtonVariant::Secondary on_click=action>{text}</Button>
    }
    .into_any()
}

fn enter(user: &User, actions: ItemActions, editing: RwSignal<bool>) -> AnyView {
    let id = user.id;
    let form = Sending::new();
    let email = RwSignal::new(String::new());
    let save = move || {
        form.clear();
        let typed = email.with_untracked(|email| email.trim().to_owned());
        if typed.is_empty() {
            form.fault("email", words::RECOVERY_MISSING);
            return;
        }
        let body = SetRecoveryEmail { email: typed };
        form.send(
            async move { api().set_user_recovery_email(id, &body).await },
            move |_| {
                use_toasts().ok(words::VERIFICATION_SENT);
                editing.try_set(false);
                actions.bump();
            },
        );
    };
    let texts = Texts {
        label: words::RECOVERY_ADDRESS,
        hint: words::RECOVERY_HINT,
        save: words::RECOVERY_SAVE,
    };
    email_form::view(form, email, editing, texts, Callback::new(move |()| save()))
}
