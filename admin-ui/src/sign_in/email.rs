//! The first step: who is it?

use leptos::prelude::*;
use rules::email::EmailAddress;
use ui_kit::prelude::*;

use super::Steps;
use crate::address::{FORGOT_PASSWORD, USER_SIGN_IN};
use crate::api::api;
use crate::sending::Sending;
use crate::words::{PRODUCT, sign_in as words};

pub(super) fn view(steps: Steps) -> AnyView {
    let form = Sending::new();
    let email = steps.email;
    let send = move || {
        let typed = email.get_untracked().trim().to_owned();
        form.clear();
        if EmailAddress::parse(&typed).is_err() {
            form.fault("email", words::EMAIL_MISSING);
            return;
        }
        form.send(
            async move { api().begin_sign_in(&typed).await },
            move |sign_in| steps.advance(sign_in),
        );
    };
    view! {
        <SignInShell name=PRODUCT title=words::TITLE lead=words::LEAD foot=foot>
            {move || steps.notice.get().map(|text| view! { <Notice tone=Tone::Info live=true>{text}</Notice> })}
            <Form on_submit=send busy=form.busy errors=form.errors message=form.message>
                <TextField name="email" label=words::EMAIL value=email kind=InputKind::Email
                    autocomplete="username" autofocus=true required=true maxlength=254/>
                <Button submit=true full=true>{words::CONTINUE}</Button>
            </Form>
        </SignInShell>
    }
    .into_any()
}

/// The ways out of the sign-in.
pub(super) fn foot() -> AnyView {
    view! {
        <TextLink href=FORGOT_PASSWORD>{words::FORGOT}</TextLink>
        <TextLink href=USER_SIGN_IN>{words::USER_PORTAL}</TextLink>
    }
    .into_any()
}
