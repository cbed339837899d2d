//! The first step: who is it? Or a passkey, which says so by itself.

use client::Error;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rules::email::EmailAddress;
use ui_kit::prelude::*;

use super::Steps;
use super::password::diverted;
use crate::address::{FORGOT_PASSWORD, USER_SIGN_IN};
use crate::api::api;
use crate::sending::Sending;
use crate::words::{PRODUCT, sign_in as words};

pub(super) fn view(steps: Steps) -> AnyView {
    let form = Sending::new();
    let email = steps.email;
    let passkey = Conditional::default();
    offer_passkey(steps, form, passkey);
    let send = move || {
        let typed = email.get_untracked().trim().to_owned();
        form.clear();
        if EmailAddress::parse(&typed).is_err() {
            form.fault("email", words::EMAIL_MISSING);
            return;
        }
        form.send(
            async move {
                passkey.give_up().await;
                api().begin_sign_in(&typed).await
            },
            move |sign_in| steps.advance(sign_in),
        );
    };
    let with_passkey = move || {
        form.clear();
        form.busy.set(true);
        spawn_local(async move {
            passkey.give_up().await;
            match sign_in_with_passkey(&api()).await {
                Ok(sign_in) => steps.advance(sign_in),
                Err(PasskeySignInError::Browser(error)) => {
                    form.message.try_set(Some(error.words().to_owned()));
                }
                Err(PasskeySignInError::Server(error)) => refuse(steps, form, &error),
            }
            form.busy.try_set(false);
        });
    };
    let passkeys = passkeys_are_available();
    view! {
        <SignInShell name=PRODUCT title=words::TITLE lead=words::LEAD foot=foot>
            {move || steps.notice.get().map(|text| view! { <Notice tone=Tone::Info live=true>{text}</Notice> })}
            <Form on_submit=send busy=form.busy errors=form.errors message=form.message>
                <TextField name="email" label=words::EMAIL value=email kind=InputKind::Email
                    autocomplete="username webauthn" autofocus=true required=true maxlength=254/>
                <Button submit=true full=true>{words::CONTINUE}</Button>
            </Form>
            {passkeys.then(|| view! {
                <Button variant=ButtonVariant::Secondary full=true icon=Icon::Key busy=form.busy
                    on_click=with_passkey>{words::WITH_PASSKEY}</Button>
            })}
        </SignInShell>
    }
    .into_any()
}

/// Lets the browser fill in a passkey where it would fill in the address.
fn offer_passkey(steps: Steps, form: Sending, passkey: Conditional) {
    spawn_local(async move {
        match passkey.wait(api()).await {
            Some(Ok(sign_in)) => steps.advance(sign_in),
            Some(Err(error)) => refuse(steps, form, &error),
            None => {}
        }
    });
    on_cleanup(move || {
        spawn_local(passkey.give_up());
    });
}

fn refuse(steps: Steps, form: Sending, error: &Error) {
    if !diverted(steps, "", error) {
        form.refuse(error);
    }
}

/// The ways out of the sign-in.
pub(super) fn foot() -> AnyView {
    view! {
        <TextLink href=FORGOT_PASSWORD>{words::FORGOT}</TextLink>
        <TextLink href=USER_SIGN_IN>{words::USER_PORTAL}</TextLink>
    }
    .into_any()
}
