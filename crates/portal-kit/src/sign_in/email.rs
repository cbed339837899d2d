//! The first step: the email address, or a passkey, which does not need one.

use leptos::prelude::*;
use leptos::task::spawn_local;
use rules::email::EmailAddress;
use ui_kit::prelude::*;

use super::{Flow, static_form};
use crate::api::api;
use crate::factors::{
    Conditional, PasskeySignInError, passkeys_are_available, sign_in_with_passkey,
};
use crate::sending::Sending;
use crate::settings::settings;
use crate::words::sign_in as words;

pub(super) fn email_step(flow: Flow) -> AnyView {
    let form = Sending::new();
    let email = flow.email;
    let passkey = Conditional::default();
    offer_passkey(flow, form, passkey);
    let submit = move || {
        form.clear();
        let typed = email.get_untracked().trim().to_owned();
        if EmailAddress::parse(&typed).is_err() {
            form.fault("email", settings().words.email_missing);
            return;
        }
        form.busy.set(true);
        spawn_local(async move {
            match api().begin_sign_in(&typed).await {
                Ok(answer) => flow.follow(answer).await,
                Err(error) => refuse(flow, form, &error),
            }
            form.busy.try_set(false);
        });
    };
    let with_passkey = move || {
        form.clear();
        form.busy.set(true);
        spawn_local(async move {
            passkey.give_up().await;
            match sign_in_with_passkey(&api()).await {
                Ok(answer) => flow.follow(answer).await,
                Err(PasskeySignInError::Browser(error)) => {
                    form.message.try_set(Some(error.words().to_owned()));
                }
                Err(PasskeySignInError::Server(error)) => refuse(flow, form, &error),
            }
            form.busy.try_set(false);
        });
    };
    if let Some(typed) = static_form::take_over() {
        // An application may have suggested an address, which an untouched field does not replace.
        if typed.pressed || !typed.email.is_empty() {
            email.set(typed.email);
        }
        if typed.pressed {
            submit();
        }
    }
    let passkeys = passkeys_are_available();
    view! {
        {flow.notice.get_untracked().map(|text| view! {
            <Notice tone=Tone::Info live=true>{text}</Notice>
        })}
        <Form on_submit=submit busy=form.busy errors=form.errors message=form.message>
            <TextField name="email" label=settings().words.email value=email kind=InputKind::Email
                autocomplete="username webauthn" autofocus=true required=true maxlength=254/>
            <Button submit=true full=true>{words::CONTINUE}</Button>
        </Form>
        {passkeys.then(|| view! {
            <Button variant=ButtonVariant::Secondary full=true icon=Icon::Key busy=form.busy
                on_click=with_passkey>{words::WITH_PASSKEY}</Button>
        })}
    }
    .into_any()
}

/// Lets the browser offer a passkey at the email field.
fn offer_passkey(flow: Flow, form: Sending, passkey: Conditional) {
    spawn_local(async move {
        match passkey.wait(api()).await {
            Some(Ok(answer)) => flow.follow(answer).await,
            Some(Err(error)) => refuse(flow, form, &error),
            None => {}
        }
    });
    on_cleanup(move || {
        spawn_local(passkey.give_up());
    });
}

fn refuse(flow: Flow, form: Sending, error: &client::Error) {
    if !flow.takes(error) {
        form.refuse(error);
    }
}
