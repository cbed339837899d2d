//! The step that replaces a temporary or expired password.

use contract::sign_in::{PasswordRequirements, ReplaceReason, SignIn};
use leptos::prelude::*;
use leptos::task::spawn_local;
use rules::password::PasswordPolicy;
use ui_kit::prelude::*;

use super::Flow;
use crate::passwords::{NewPassword, NewPasswordFields};
use crate::send::Sending;
use crate::words::sign_in;

pub fn replace_step(flow: Flow, answer: SignIn) -> AnyView {
    let sending = Sending::new();
    let typed = NewPassword::new();
    let why = match answer.replace_reason {
        Some(ReplaceReason::Expired) => sign_in::REPLACE_EXPIRED,
        Some(ReplaceReason::Temporary) | None => sign_in::REPLACE_TEMPORARY,
    };
    let requirements = answer.requirements.unwrap_or(PasswordRequirements {
        policy: PasswordPolicy::default(),
        email: answer.email,
        username: String::new(),
    });
    let must_be = requirements.clone();
    let submit = move || {
        sending.clear();
        typed.check(&must_be, sending);
        if !sending.is_clean() {
            return;
        }
        let password = typed.password.get_untracked();
        sending.busy.set(true);
        spawn_local(async move {
            match flow.account.client().replace_password(&password).await {
                Ok(answer) => flow.follow(answer).await,
                Err(error) if flow.divert(&error) => {}
                Err(error) => sending.refuse(&error),
            }
            sending.busy.set(false);
        });
    };
    view! {
        <SignInAs email=flow.account.email on_change=move || flow.not_you()/>
        <Notice tone=Tone::Info>{why}</Notice>
        <Form on_submit=submit busy=sending.busy errors=sending.errors message=sending.message>
            <NewPasswordFields value=typed requirements=requirements autofocus=true/>
            <Button submit=true full=true>{sign_in::REPLACE}</Button>
        </Form>
    }
    .into_any()
}
