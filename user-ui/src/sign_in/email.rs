//! The first step: the email address, or a passkey, which needs none.

use contract::sign_in::SignIn;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui_kit::prelude::*;

use super::Flow;
use crate::send::Sending;
use crate::words::{self, sign_in};

pub fn email_step(flow: Flow) -> AnyView {
    let sending = Sending::new();
    let email = flow.account.email;
    let passkey = Conditional::default();
    offer_passkey(flow, passkey, sending);
    let submit = move || {
        sending.clear();
        let typed = email.get_untracked().trim().to_owned();
        if typed.is_empty() {
            sending.mend("email", sign_in::EMAIL_MISSING);
            return;
        }
        sending.busy.set(true);
        spawn_local(async move {
            passkey.give_up().await;
            match flow.account.client().begin_sign_in(&typed).await {
                Ok(answer) => {
                    email.set(answer.email.clone());
                    flow.follow(answer).await;
                }
                Err(error) => sending.refuse(&error),
            }
            sending.busy.try_set(false);
        });
    };
    let with_passkey = move || {
        sending.clear();
        sending.busy.set(true);
        spawn_local(async move {
            passkey.give_up().await;
            match sign_in_with_passkey(&flow.account.client()).await {
                Ok(answer) => go_on(flow, answer).await,
                Err(PasskeySignInError::Browser(error)) => {
                    sending.message.try_set(Some(error.words().to_owned()));
                }
                Err(PasskeySignInError::Server(error)) => refuse(flow, sending, &error),
            }
            sending.busy.try_set(false);
        });
    };
    let passkeys = passkeys_are_available();
    view! {
        {flow.notice.get_untracked().map(|text| view! {
            <Notice tone=Tone::Info live=true>{text}</Notice>
        })}
        <Form on_submit=submit busy=sending.busy errors=sending.errors message=sending.message>
            <TextField name="email" label=words::EMAIL value=email kind=InputKind::Email
                autocomplete="username webauthn" autofocus=true required=true/>
            <Button submit=true full=true>{sign_in::CONTINUE}</Button>
        </Form>
        {passkeys.then(|| view! {
            <Button variant=ButtonVariant::Secondary full=true icon=Icon::Key busy=sending.busy
                on_click=with_passkey>{sign_in::WITH_PASSKEY}</Button>
        })}
    }
    .into_any()
}

/// Lets the browser fill in a passkey where it would fill in the address.
fn offer_passkey(flow: Flow, passkey: Conditional, sending: Sending) {
    spawn_local(async move {
        match passkey.wait(flow.account.client()).await {
            Some(Ok(answer)) => go_on(flow, answer).await,
            Some(Err(error)) => refuse(flow, sending, &error),
            None => {}
        }
    });
    on_cleanup(move || {
        spawn_local(passkey.give_up());
    });
}

async fn go_on(flow: Flow, answer: SignIn) {
    flow.account.email.set(answer.email.clone());
    flow.follow(answer).await;
}

fn refuse(flow: Flow, sending: Sending, error: &client::Error) {
    if !flow.divert(error) {
        sending.refuse(error);
    }
}
