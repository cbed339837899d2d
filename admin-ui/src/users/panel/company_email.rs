//! The company email of a user. Changing it is a separate action, because it receives reset links.

use contract::company_email::ChangeUserEmail;
use contract::users::User;
use leptos::prelude::*;
use portal_kit::api::{api, run};
use portal_kit::failure;
use portal_kit::sending::Sending;
use rules::email::EmailAddress;
use rules::role::Permission;
use rules::state::UserState;
use ui_kit::prelude::*;

use super::super::actions::ItemActions;
use super::email_form::{self, Texts};
use crate::session::may;
use crate::words::users as words;

pub(super) fn view(user: RwSignal<Option<User>>, actions: ItemActions) -> AnyView {
    let editing = RwSignal::new(false);
    let shown = move |user: &User| shown(user, editing);
    let enter = move |now: &User| enter(now, user, actions, editing);
    let content = email_form::shown_or_edited(user, editing, shown, enter);
    view! { <div class="boxed">{content}</div> }.into_any()
}

fn shown(user: &User, editing: RwSignal<bool>) -> AnyView {
    let unverified = !user.email_verified;
    let change = may(Permission::UsersWrite).then(|| {
        view! {
            <Button small=true variant=ButtonVariant::Secondary on_click=move || editing.set(true)>
                {words::CHANGE_EMAIL}
            </Button>
        }
    });
    view! {
        <div class="row between">
            <span class="strong">{words::EMAIL}</span>
            {unverified.then(|| view! { <Badge tone=Tone::Warn text=words::EMAIL_UNVERIFIED/> })}
        </div>
        <div class="break">{user.email.clone()}</div>
        {unverified.then(|| view! { <p class="muted">{words::EMAIL_UNVERIFIED_HINT}</p> })}
        <div class="actions">{resend(user)}{change}</div>
    }
    .into_any()
}

/// The button that sends the verification email again, while it helps and the role allows it.
pub fn resend(user: &User) -> Option<AnyView> {
    let helps = !user.email_verified && user.state == UserState::Active;
    if !helps || !may(Permission::UsersAssist) {
        return None;
    }
    let id = user.id;
    let busy = RwSignal::new(false);
    let send = move || {
        busy.set(true);
        run(
            async move { api().resend_user_email_verification(id).await },
            move |answer| {
                busy.try_set(false);
                match answer {
                    Ok(()) => use_toasts().ok(words::VERIFICATION_SENT),
                    Err(error) => failure::verification_toast(&error),
                }
            },
        );
    };
    Some(
        view! {
            <Button small=true variant=ButtonVariant::Secondary busy=busy on_click=send>
                {words::RESEND_VERIFICATION}
            </Button>
        }
        .into_any(),
    )
}

fn enter(
    now: &User,
    user: RwSignal<Option<User>>,
    actions: ItemActions,
    editing: RwSignal<bool>,
) -> AnyView {
    let form = Sending::new();
    let email = RwSignal::new(now.email.clone());
    // Someone else has changed the user: loads the saved state.
    Effect::new(move || {
        if form.stale.get() {
            actions.bump();
        }
    });
    let save = move || {
        let of = user.with_untracked(|user| user.as_ref().map(|user| (user.id, user.version)));
        let Some((id, version)) = of else {
            return;
        };
        form.clear();
        let typed = email.with_untracked(|email| email.trim().to_owned());
        if EmailAddress::parse(&typed).is_err() {
            form.fault("email", words::EMAIL_MISSING);
            return;
        }
        let body = ChangeUserEmail { email: typed };
        form.send(
            async move { api().change_user_email(id, version, &body).await },
            move |user| {
                use_toasts().ok(words::email_changed(&user.email));
                editing.try_set(false);
                actions.bump();
            },
        );
    };
    let hint = if now.password.set_at.is_some() {
        words::CHANGE_EMAIL_HINT
    } else {
        words::CHANGE_EMAIL_PENDING
    };
    let texts = Texts {
        label: words::NEW_EMAIL,
        hint,
        save: words::CHANGE_EMAIL,
    };
    email_form::view(form, email, editing, texts, Callback::new(move |()| save()))
}
