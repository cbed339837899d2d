//! Asking for a reset link. The answer is the same for known and unknown addresses.

use leptos::prelude::*;
use rules::email::EmailAddress;
use ui_kit::prelude::*;

use crate::address::{SIGN_IN, USER_SIGN_IN};
use crate::api::api;
use crate::sending::Sending;
use crate::words::{PRODUCT, links as words};

/// The page behind "Reset administrator password".
#[component]
pub fn ForgotPasswordPage() -> AnyView {
    let email = RwSignal::new(String::new());
    let sent = RwSignal::new(false);
    (move || {
        if sent.get() {
            done(email, sent)
        } else {
            ask(email, sent)
        }
    })
    .into_any()
}

fn ask(email: RwSignal<String>, sent: RwSignal<bool>) -> AnyView {
    let form = Sending::new();
    let send = move || {
        let typed = email.get_untracked().trim().to_owned();
        form.clear();
        if EmailAddress::parse(&typed).is_err() {
            form.fault("email", words::EMAIL_MISSING);
            return;
        }
        form.send(
            async move { api().request_password_reset(&typed).await },
            move |()| {
                sent.try_set(true);
            },
        );
    };
    let foot = || {
        view! {
            <TextLink href=SIGN_IN>{words::BACK}</TextLink>
            <TextLink href=USER_SIGN_IN>{words::USER_PORTAL}</TextLink>
        }
    };
    view! {
        <SignInShell name=PRODUCT title=words::FORGOT_TITLE lead=words::FORGOT_LEAD foot=foot>
            <Form on_submit=send busy=form.busy errors=form.errors message=form.message>
                <TextField name="email" label=words::EMAIL value=email kind=InputKind::Email
                    autocomplete="username" autofocus=true required=true maxlength=254/>
                <Button submit=true full=true>{words::FORGOT_SEND}</Button>
            </Form>
        </SignInShell>
    }
    .into_any()
}

fn done(email: RwSignal<String>, sent: RwSignal<bool>) -> AnyView {
    let lead = words::forgot_sent(email.get_untracked().trim());
    let checks = words::FORGOT_CHECKS
        .map(|text| view! { <li>{text}</li> })
        .collect_view();
    let foot = || view! { <TextLink href=SIGN_IN>{words::BACK}</TextLink> };
    view! {
        <SignInShell name=PRODUCT title=words::FORGOT_SENT_TITLE lead=lead foot=foot>
            <div class="stack tight">
                <h2 class="minor">{words::FORGOT_NO_MAIL}</h2>
                <ul class="bullets muted">{checks}</ul>
            </div>
            <Button variant=ButtonVariant::Secondary full=true on_click=move || sent.set(false)>
                {words::FORGOT_OTHER}
            </Button>
        </SignInShell>
    }
    .into_any()
}
