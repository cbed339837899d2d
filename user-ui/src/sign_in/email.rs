//! The first step: the email address.

use leptos::prelude::*;
use leptos::task::spawn_local;
use ui_kit::prelude::*;

use super::Flow;
use crate::send::Sending;
use crate::words::{self, sign_in};

pub fn email_step(flow: Flow) -> AnyView {
    let sending = Sending::new();
    let email = flow.account.email;
    let submit = move || {
        sending.clear();
        let typed = email.get_untracked().trim().to_owned();
        if typed.is_empty() {
            sending.mend("email", sign_in::EMAIL_MISSING);
            return;
        }
        sending.busy.set(true);
        spawn_local(async move {
            match flow.account.client().begin_sign_in(&typed).await {
                Ok(answer) => {
                    email.set(answer.email.clone());
                    flow.follow(answer).await;
                }
                Err(error) => sending.refuse(&error),
            }
            sending.busy.set(false);
        });
    };
    view! {
        {flow.notice.get_untracked().map(|text| view! {
            <Notice tone=Tone::Info live=true>{text}</Notice>
        })}
        <Form on_submit=submit busy=sending.busy errors=sending.errors message=sending.message>
            <TextField name="email" label=words::EMAIL value=email kind=InputKind::Email
                autocomplete="username" autofocus=true required=true/>
            <Button submit=true full=true>{sign_in::CONTINUE}</Button>
        </Form>
    }
    .into_any()
}
